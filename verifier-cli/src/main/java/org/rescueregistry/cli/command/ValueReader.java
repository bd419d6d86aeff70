package org.rescueregistry.cli.command;

import org.rescueregistry.key.Digest;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.ReportReason;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what stands on the command line into types that cannot be wrong. */
final class ValueReader {
    private interface Parser<T> {
        T parse(String text) throws MalformedException;
    }

    private ValueReader() {}

    private static <T> T read(String text, Parser<T> parser) {
        try {
            return parser.parse(text);
        } catch (MalformedException e) {
            throw new TypeConversionException("'" + text + "': " + e.getMessage() + " (" + e.code() + ")");
        }
    }

    /** A code, in any spelling people use. */
    static final class OfCode implements ITypeConverter<Code> {
        @Override
        public Code convert(String text) {
            return read(text, Code::parse);
        }
    }

    /** A registry; a slash at the end of its URL is forgiven. */
    static final class OfEntity implements ITypeConverter<EntityId> {
        @Override
        public EntityId convert(String text) {
            return read(text.endsWith("/") ? text.substring(0, text.length() - 1) : text, EntityId::parse);
        }
    }

    /** An account by its platform and stable id. */
    static final class OfAccount implements ITypeConverter<AccountId> {
        @Override
        public AccountId convert(String text) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw new TypeConversionException("'" + text + "' is not PLATFORM:ID, such as weibo.com:1234567890");
            }
            return read(text, whole -> AccountId.parse(whole.substring(0, colon), whole.substring(colon + 1)));
        }
    }

    /** An id or a digest. */
    static final class OfDigest implements ITypeConverter<Digest> {
        @Override
        public Digest convert(String text) {
            return read(text.strip(), Digest::parse);
        }
    }

    /** A verifier key of a log or witness. */
    static final class OfVerifierKey implements ITypeConverter<VerifierKey> {
        @Override
        public VerifierKey convert(String text) {
            return read(text.strip(), VerifierKey::parse);
        }
    }

    /** A reason code of the rulebook. */
    static final class OfReason implements ITypeConverter<Reason> {
        @Override
        public Reason convert(String text) {
            return read(text, word -> Reason.parse(word, "the reason"));
        }
    }

    /** Why a platform reports or appeals. */
    static final class OfReportReason implements ITypeConverter<ReportReason> {
        @Override
        public ReportReason convert(String text) {
            return read(text, word -> ReportReason.parse(word, "the reason"));
        }
    }
}
