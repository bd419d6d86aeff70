package org.rescueregistry.vetting;

import org.rescueregistry.name.Code;

/** How a case stands. Admission is read from the log, objections from the case file. */
public sealed interface CaseStatus {
    /** One method for each status. */
    interface Cases<R> {
        R open();

        R objected();

        R admitted(Code code);
    }

    <R> R match(Cases<R> cases);

    /** Nobody objects and nobody has admitted it. */
    record Open() implements CaseStatus {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.open();
        }
    }

    /** At least one vetter in office objects. */
    record Objected() implements CaseStatus {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.objected();
        }
    }

    record Admitted(Code code) implements CaseStatus {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.admitted(code);
        }
    }

    /** The word on the wire. */
    default String text() {
        return match(new Cases<>() {
            @Override
            public String open() {
                return "open";
            }

            @Override
            public String objected() {
                return "objected";
            }

            @Override
            public String admitted(Code code) {
                return "admitted";
            }
        });
    }
}
