package io.lbkit.testkit.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** A test of one rule of the contract. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
public @interface Rule {
    /** {@return the id, for example {@code LBP-301}; never given to another rule} */
    String id();

    /** {@return how binding it is} */
    Level level() default Level.REQUIRED;

    /** {@return the rule in one sentence without a full stop} */
    String text();
}
