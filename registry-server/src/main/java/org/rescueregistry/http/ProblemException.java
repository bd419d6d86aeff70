package org.rescueregistry.http;

/** Carries a {@link Problem} to the one place that answers with it. */
final class ProblemException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    ProblemException(Problem problem) {
        // An expected outcome: nobody reads its stack.
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
