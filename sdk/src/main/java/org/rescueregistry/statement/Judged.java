package org.rescueregistry.statement;

/** A leaf of a closed batch and what became of it. */
public record Judged(long index, Leaf leaf, Judgement judgement) {}
