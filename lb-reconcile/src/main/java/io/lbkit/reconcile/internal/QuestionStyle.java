package io.lbkit.reconcile.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/**
 * As {@link ValueStyle}, for values that are made for one question: they refer to much that nobody compares, so the hash is made
 * when somebody asks for it.
 */
@Target({ElementType.PACKAGE, ElementType.TYPE})
@Retention(RetentionPolicy.SOURCE)
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        jdkOnly = true,
        depluralize = true,
        depluralizeDictionary = {"address:addresses", "policy:policies", "family:families", "ingress:ingress"},
        allowedClasspathAnnotations = {Override.class})
public @interface QuestionStyle {}
