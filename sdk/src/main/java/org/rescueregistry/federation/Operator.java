package org.rescueregistry.federation;

import java.util.List;
import java.util.Optional;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * The standard metadata policy operators (OpenID Federation 1.0, section 6.1.3.1).
 *
 * <p>The order of the constants is the order of application.
 */
enum Operator {
    VALUE("value"),
    ADD("add"),
    DEFAULT("default"),
    ONE_OF("one_of"),
    SUBSET_OF("subset_of"),
    SUPERSET_OF("superset_of"),
    ESSENTIAL("essential");

    private final String wireName;

    Operator(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static Optional<Operator> named(String name) {
        return List.of(values()).stream()
                .filter(operator -> operator.wireName.equals(name))
                .findFirst();
    }

    /** Refuses an operand of a kind the operator is not defined for. */
    void checkOperand(Json operand, String where) throws MalformedException {
        boolean fits = switch (this) {
            case VALUE -> true;
            case DEFAULT -> !(operand instanceof Json.Null);
            case ADD, ONE_OF, SUBSET_OF, SUPERSET_OF ->
                operand instanceof Json.Arr array && array.items().stream().allMatch(Operator::isComparable);
            case ESSENTIAL -> operand instanceof Json.Bool;
        };
        if (!fits) {
            throw new MalformedException(
                    MetadataPolicy.INVALID_POLICY, where + "." + wireName + " has a value of the wrong kind");
        }
    }

    /** Strings must be supported in sets; objects and numbers may, and are compared as JSON values here. */
    static boolean isComparable(Json value) {
        return value instanceof Json.Str
                || value instanceof Json.Num
                || value instanceof Json.Dec
                || value instanceof Json.Obj;
    }
}
