package io.lbkit.diagnose.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/**
 * The one Immutables style of LBKit. Source retention, and no generated class-path annotations, so that users compile
 * without the Immutables annotations on their class path.
 */
@Target({ElementType.PACKAGE, ElementType.TYPE})
@Retention(RetentionPolicy.SOURCE)
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        jdkOnly = true,
        depluralize = true,
        depluralizeDictionary = {"address:addresses", "policy:policies", "family:families", "ingress:ingress"},
        defaults = @Value.Immutable(prehash = true),
        allowedClasspathAnnotations = {Override.class})
public @interface ValueStyle {}
