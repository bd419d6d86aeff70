package org.rescueregistry.federation;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * The operators for one metadata parameter (OpenID Federation 1.0, section 6.1.2, third level), in a combination that
 * is allowed.
 *
 * <p>Wire form: {@code {"default":"ES256","one_of":["ES256","ES384"]}}. Operators the specification does not define are
 * left out: section 6.1.3.2 has them ignored unless {@code metadata_policy_crit} names them, and a statement with that
 * claim is refused before it comes here.
 */
final class ParameterPolicy {
    private final EnumMap<Operator, Json> operands;

    /** Takes the map over: callers build it for this call. */
    private ParameterPolicy(EnumMap<Operator, Json> operands, String where) throws MalformedException {
        this.operands = operands;
        checkCombination(where);
    }

    static ParameterPolicy parse(Json value, String where) throws MalformedException {
        if (!(value instanceof Json.Obj object)) {
            throw invalidPolicy(where, "is not an object of operators");
        }
        EnumMap<Operator, Json> operands = new EnumMap<>(Operator.class);
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            Optional<Operator> operator = Operator.named(member.getKey());
            if (operator.isPresent()) {
                operator.get().checkOperand(member.getValue(), where);
                operands.put(operator.get(), member.getValue());
            }
        }
        return new ParameterPolicy(operands, where);
    }

    Json.Obj json() {
        TreeMap<String, Json> members = new TreeMap<>();
        operands.forEach((operator, operand) -> members.put(operator.wireName(), operand));
        return new Json.Obj(members);
    }

    /** The policy that keeps both this one and a subordinate's (section 6.1.4.1). */
    ParameterPolicy merge(ParameterPolicy subordinate, String where) throws MalformedException {
        EnumMap<Operator, Json> merged = new EnumMap<>(operands);
        for (Map.Entry<Operator, Json> theirs : subordinate.operands.entrySet()) {
            Json ours = operands.get(theirs.getKey());
            merged.put(
                    theirs.getKey(),
                    ours == null ? theirs.getValue() : mergeOperands(theirs.getKey(), ours, theirs.getValue(), where));
        }
        return new ParameterPolicy(merged, where);
    }

    /**
     * The parameter after every operator, in order (section 6.1.4.2).
     *
     * @param given the parameter, {@code null} when absent
     * @return the parameter, {@code null} when it is absent now
     */
    @Nullable
    Json apply(@Nullable Json given, String where) throws MalformedException {
        Json parameter = given;
        for (Map.Entry<Operator, Json> step : operands.entrySet()) {
            parameter = applyOne(step.getKey(), step.getValue(), parameter, where);
        }
        return parameter;
    }

    private static Json mergeOperands(Operator operator, Json ours, Json theirs, String where)
            throws MalformedException {
        return switch (operator) {
            case VALUE, DEFAULT -> {
                if (!ours.equals(theirs)) {
                    throw invalidPolicy(where, operator.wireName() + " differs from the superior's");
                }
                yield ours;
            }
            case ADD, SUPERSET_OF -> union(items(ours), items(theirs));
            case SUBSET_OF -> intersection(items(ours), items(theirs));
            case ONE_OF -> {
                Json.Arr common = intersection(items(ours), items(theirs));
                if (common.items().isEmpty()) {
                    throw invalidPolicy(where, "one_of has nothing in common with the superior's");
                }
                yield common;
            }
            case ESSENTIAL -> isTrue(ours) ? ours : theirs;
        };
    }

    private static @Nullable Json applyOne(Operator operator, Json operand, @Nullable Json given, String where)
            throws MalformedException {
        if (given == null) {
            return switch (operator) {
                case VALUE -> operand instanceof Json.Null ? null : operand;
                case ADD, DEFAULT -> operand;
                case ONE_OF, SUBSET_OF, SUPERSET_OF -> null;
                case ESSENTIAL -> {
                    require(!isTrue(operand), where, "is essential and absent");
                    yield null;
                }
            };
        }
        return switch (operator) {
            case VALUE -> operand instanceof Json.Null ? null : operand;
            case ADD -> union(array(given, where), items(operand));
            case DEFAULT, ESSENTIAL -> given;
            case ONE_OF -> {
                require(items(operand).contains(given), where, "is none of one_of");
                yield given;
            }
            case SUBSET_OF -> intersection(array(given, where), items(operand));
            case SUPERSET_OF -> {
                require(array(given, where).containsAll(items(operand)), where, "lacks a value of superset_of");
                yield given;
            }
        };
    }

    /** The table of allowed combinations: each operator's "combination with other operators", said once per pair. */
    private void checkCombination(String where) throws MalformedException {
        Json value = operands.get(Operator.VALUE);
        if (value != null) {
            checkBesideValue(value, where);
        }
        if (operands.containsKey(Operator.ONE_OF)) {
            for (Operator other : List.of(Operator.ADD, Operator.SUBSET_OF, Operator.SUPERSET_OF)) {
                allow(!operands.containsKey(other), where, "one_of may not stand beside " + other.wireName());
            }
        }
        Json subsetOf = operands.get(Operator.SUBSET_OF);
        if (subsetOf != null) {
            allow(items(subsetOf).containsAll(operand(Operator.ADD)), where, "add goes beyond subset_of");
            allow(items(subsetOf).containsAll(operand(Operator.SUPERSET_OF)), where, "superset_of beyond subset_of");
        }
    }

    private void checkBesideValue(Json value, String where) throws MalformedException {
        boolean removes = value instanceof Json.Null;
        allow(!removes || !operands.containsKey(Operator.DEFAULT), where, "value null beside default");
        allow(!removes || !isTrue(operands.get(Operator.ESSENTIAL)), where, "value null beside essential");
        Json oneOf = operands.get(Operator.ONE_OF);
        allow(oneOf == null || items(oneOf).contains(value), where, "value is none of one_of");
        for (Operator set : List.of(Operator.ADD, Operator.SUBSET_OF, Operator.SUPERSET_OF)) {
            Json operand = operands.get(set);
            if (operand != null) {
                allow(value instanceof Json.Arr, where, "value is no array, beside " + set.wireName());
                boolean agrees = set == Operator.SUBSET_OF
                        ? items(operand).containsAll(items(value))
                        : items(value).containsAll(items(operand));
                allow(agrees, where, "value contradicts " + set.wireName());
            }
        }
    }

    private Collection<Json> operand(Operator operator) {
        Json operand = operands.get(operator);
        return operand == null ? List.of() : items(operand);
    }

    private static Set<Json> items(Json array) {
        return new LinkedHashSet<>(((Json.Arr) array).items());
    }

    private static Set<Json> array(Json parameter, String where) throws MalformedException {
        require(parameter instanceof Json.Arr, where, "is no array, as its policy needs");
        return items(parameter);
    }

    private static Json.Arr union(Collection<Json> first, Collection<Json> second) {
        Set<Json> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return new Json.Arr(List.copyOf(all));
    }

    private static Json.Arr intersection(Collection<Json> first, Collection<Json> second) {
        return new Json.Arr(first.stream().filter(second::contains).toList());
    }

    private static boolean isTrue(@Nullable Json value) {
        return value instanceof Json.Bool bool && bool.value();
    }

    private static void allow(boolean legal, String where, String complaint) throws MalformedException {
        if (!legal) {
            throw invalidPolicy(where, complaint);
        }
    }

    private static MalformedException invalidPolicy(String where, String complaint) {
        return new MalformedException(MetadataPolicy.INVALID_POLICY, where + ": " + complaint);
    }

    private static void require(boolean holds, String where, String complaint) throws MalformedException {
        if (!holds) {
            throw new MalformedException(MetadataPolicy.INVALID_METADATA, where + " " + complaint);
        }
    }
}
