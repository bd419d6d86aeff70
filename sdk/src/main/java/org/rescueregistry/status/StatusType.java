package org.rescueregistry.status;

/**
 * What a status list says of one token (Token Status List section 7.1): a number from 0 to 255.
 *
 * <p>A number always reads as the same type, so types can be compared with {@code equals}.
 */
public sealed interface StatusType {
    /** 0x00: valid, correct or legal. */
    StatusType VALID = Registered.VALID;

    /** 0x01: revoked, annulled, taken back. */
    StatusType INVALID = Registered.INVALID;

    /** 0x02: for now invalid. */
    StatusType SUSPENDED = Registered.SUSPENDED;

    /** One method for each kind of status. */
    interface Cases<R> {
        R valid();

        R invalid();

        R suspended();

        R applicationSpecific(int value);

        R reserved(int value);
    }

    /** The number in the list. */
    int value();

    <R> R match(Cases<R> cases);

    /**
     * The type of a number.
     *
     * @throws IllegalArgumentException if it is not from 0 to 255
     */
    static StatusType of(int value) {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException("a status is from 0 to 255, not " + value);
        }
        return switch (value) {
            case 0x00 -> VALID;
            case 0x01 -> INVALID;
            case 0x02 -> SUSPENDED;
            default -> ApplicationSpecific.includes(value) ? new ApplicationSpecific(value) : new Reserved(value);
        };
    }

    /** The types with a registered meaning. */
    enum Registered implements StatusType {
        VALID(0x00),
        INVALID(0x01),
        SUSPENDED(0x02);

        private final int value;

        Registered(int value) {
            this.value = value;
        }

        @Override
        public int value() {
            return value;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return switch (this) {
                case VALID -> cases.valid();
                case INVALID -> cases.invalid();
                case SUSPENDED -> cases.suspended();
            };
        }
    }

    /** 0x03 and 0x0C to 0x0F: whatever the issuer and its readers agreed on. We agreed on nothing. */
    record ApplicationSpecific(int value) implements StatusType {
        public ApplicationSpecific {
            if (!includes(value)) {
                throw new IllegalArgumentException("not application specific: " + value);
            }
        }

        private static boolean includes(int value) {
            return value == 0x03 || (value >= 0x0C && value <= 0x0F);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.applicationSpecific(value);
        }
    }

    /** A value without a meaning yet. */
    record Reserved(int value) implements StatusType {
        public Reserved {
            if (value <= 0x03 || value > 0xFF || ApplicationSpecific.includes(value)) {
                throw new IllegalArgumentException("not reserved: " + value);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.reserved(value);
        }
    }
}
