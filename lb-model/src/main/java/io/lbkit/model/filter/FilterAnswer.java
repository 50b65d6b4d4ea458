package io.lbkit.model.filter;

/**
 * What happens to packets, and why.
 *
 * @param verdict what happens
 * @param stage the name of the stage that decided; empty if there is none
 * @param reason which rule decided, or that none did, as a clause
 */
public record FilterAnswer(FilterVerdict verdict, String stage, String reason) {}
