package org.rescueregistry.dsa;

/**
 * The closed lists of the DSA Transparency Database's schema, as its documentation has them (API version 2, in force since 1 July 2025). A
 * word's {@link Word#text} is what stands on the wire: {@code DECISION_VISIBILITY_CONTENT_LABELLED}. What each means is for that
 * documentation to say.
 *
 * @see <a href="https://transparency.dsa.ec.europa.eu/page/api-documentation">API documentation</a>
 */
public final class Dsa {
    private Dsa() {}

    /** A word of a closed list. */
    public interface Word {
        /** As it stands on the wire. */
        String text();
    }

    /** What became of single items of information ({@code decision_visibility}). */
    public enum Visibility implements Word {
        CONTENT_REMOVED,
        CONTENT_DISABLED,
        CONTENT_DEMOTED,
        CONTENT_AGE_RESTRICTED,
        CONTENT_INTERACTION_RESTRICTED,
        CONTENT_LABELLED,
        OTHER;

        @Override
        public String text() {
            return "DECISION_VISIBILITY_" + name();
        }
    }

    /** What became of payments ({@code decision_monetary}). */
    public enum Monetary implements Word {
        SUSPENSION,
        TERMINATION,
        OTHER;

        @Override
        public String text() {
            return "DECISION_MONETARY_" + name();
        }
    }

    /** What became of the service to the recipient ({@code decision_provision}). */
    public enum Provision implements Word {
        PARTIAL_SUSPENSION,
        TOTAL_SUSPENSION,
        PARTIAL_TERMINATION,
        TOTAL_TERMINATION;

        @Override
        public String text() {
            return "DECISION_PROVISION_" + name();
        }
    }

    /** What became of the account ({@code decision_account}). */
    public enum Account implements Word {
        SUSPENDED,
        TERMINATED;

        @Override
        public String text() {
            return "DECISION_ACCOUNT_" + name();
        }
    }

    /** Whose account it is ({@code account_type}). */
    public enum AccountType implements Word {
        BUSINESS,
        PRIVATE;

        @Override
        public String text() {
            return "ACCOUNT_TYPE_" + name();
        }
    }

    /** What was restricted ({@code content_type}). */
    public enum ContentType implements Word {
        APP,
        AUDIO,
        IMAGE,
        PRODUCT,
        SYNTHETIC_MEDIA,
        TEXT,
        VIDEO,
        OTHER;

        @Override
        public String text() {
            return "CONTENT_TYPE_" + name();
        }
    }

    /** What sort of illegality or incompatibility it is ({@code category}). */
    public enum Category implements Word {
        ANIMAL_WELFARE,
        CONSUMER_INFORMATION,
        CYBER_VIOLENCE,
        CYBER_VIOLENCE_AGAINST_WOMEN,
        DATA_PROTECTION_AND_PRIVACY_VIOLATIONS,
        ILLEGAL_OR_HARMFUL_SPEECH,
        INTELLECTUAL_PROPERTY_INFRINGEMENTS,
        NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS,
        NOT_SPECIFIED_NOTICE,
        OTHER_VIOLATION_TC,
        PROTECTION_OF_MINORS,
        RISK_FOR_PUBLIC_SECURITY,
        SCAMS_AND_FRAUD,
        SELF_HARM,
        UNSAFE_AND_PROHIBITED_PRODUCTS,
        VIOLENCE;

        @Override
        public String text() {
            return "STATEMENT_CATEGORY_" + name();
        }
    }

    /** The same more closely ({@code category_specification}). */
    public enum Keyword implements Word {
        ADULT_SEXUAL_MATERIAL,
        AGE_SPECIFIC_RESTRICTIONS,
        AGE_SPECIFIC_RESTRICTIONS_MINORS,
        ANIMAL_HARM,
        BIOMETRIC_DATA_BREACH,
        BULLYING_AGAINST_GIRLS,
        CHILD_SEXUAL_ABUSE_MATERIAL,
        CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE,
        CONTENT_PROMOTING_EATING_DISORDERS,
        COORDINATED_HARM,
        COPYRIGHT_INFRINGEMENT,
        CYBER_BULLYING_INTIMIDATION,
        CYBER_HARASSMENT,
        CYBER_HARASSMENT_AGAINST_WOMEN,
        CYBER_INCITEMENT,
        CYBER_STALKING,
        CYBER_STALKING_AGAINST_WOMEN,
        DATA_FALSIFICATION,
        DEFAMATION,
        DESIGN_INFRINGEMENT,
        DISCRIMINATION,
        FEMALE_GENDERED_DISINFORMATION,
        GEOGRAPHIC_INDICATIONS_INFRINGEMENT,
        GEOGRAPHICAL_REQUIREMENTS,
        GOODS_SERVICES_NOT_PERMITTED,
        GROOMING_SEXUAL_ENTICEMENT_MINORS,
        HATE_SPEECH,
        HIDDEN_ADVERTISEMENT,
        HUMAN_EXPLOITATION,
        HUMAN_TRAFFICKING,
        ILLEGAL_ORGANIZATIONS,
        IMPERSONATION_ACCOUNT_HIJACKING,
        INAUTHENTIC_ACCOUNTS,
        INAUTHENTIC_LISTINGS,
        INAUTHENTIC_USER_REVIEWS,
        INCITEMENT_AGAINST_WOMEN,
        INCITEMENT_VIOLENCE_HATRED,
        INSUFFICIENT_INFORMATION_ON_TRADERS,
        LANGUAGE_REQUIREMENTS,
        MISINFORMATION_DISINFORMATION,
        MISLEADING_INFO_CONSUMER_RIGHTS,
        MISLEADING_INFO_GOODS_SERVICES,
        MISSING_PROCESSING_GROUND,
        NON_CONSENSUAL_IMAGE_SHARING,
        NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN,
        NON_CONSENSUAL_MATERIAL_DEEPFAKE,
        NON_CONSENSUAL_MATERIAL_DEEPFAKE_AGAINST_WOMEN,
        NONCOMPLIANCE_PRICING,
        NUDITY,
        PATENT_INFRINGEMENT,
        PHISHING,
        PROHIBITED_PRODUCTS,
        PYRAMID_SCHEMES,
        RIGHT_TO_BE_FORGOTTEN,
        RISK_ENVIRONMENTAL_DAMAGE,
        RISK_PUBLIC_HEALTH,
        SELF_MUTILATION,
        STALKING,
        SUICIDE,
        TERRORIST_CONTENT,
        TRADE_SECRET_INFRINGEMENT,
        TRADEMARK_INFRINGEMENT,
        TRAFFICKING_WOMEN_GIRLS,
        UNLAWFUL_SALE_ANIMALS,
        UNSAFE_CHALLENGES,
        UNSAFE_PRODUCTS,
        VIOLATION_EU_LAW,
        VIOLATION_NATIONAL_LAW,
        OTHER;

        @Override
        public String text() {
            return "KEYWORD_" + name();
        }
    }

    /** What led to the decision ({@code source_type}). */
    public enum Source implements Word {
        ARTICLE_16,
        TRUSTED_FLAGGER,
        TYPE_OTHER_NOTIFICATION,
        VOLUNTARY;

        @Override
        public String text() {
            return "SOURCE_" + name();
        }
    }

    /** How far the decision was taken by automated means ({@code automated_decision}); finding the content is another question. */
    public enum Automated implements Word {
        FULLY,
        PARTIALLY,
        NOT_AUTOMATED;

        @Override
        public String text() {
            return "AUTOMATED_DECISION_" + name();
        }
    }

    /** On what it rests ({@code decision_ground}). */
    public enum Ground implements Word {
        ILLEGAL_CONTENT,
        INCOMPATIBLE_CONTENT;

        @Override
        public String text() {
            return "DECISION_GROUND_" + name();
        }
    }
}
