package io.lbkit.testkit.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a fault does to a request or its answer. */
sealed interface WireEffect {
    /** On which side of the effect in the server behind. */
    enum Moment {
        BEFORE_EFFECT,
        AFTER_EFFECT
    }

    /** A request on its way through the proxy. */
    interface Delivery {
        /** {@return the answer of the server behind; each call delivers the request once more} */
        WireResponse forward();

        /** {@return what the server behind answered to the same request before, if it is known} */
        Optional<WireResponse> earlierAnswer();
    }

    /** The message waits. */
    record Delay(Duration time, Moment moment) implements WireEffect {}

    /** Another request is delivered in its place. */
    record Rewrite(UnaryOperator<WireRequest> change) implements WireEffect {}

    /** Decides what the caller gets; a request meets one such effect at most. */
    sealed interface Decision extends WireEffect {
        /** {@return what becomes of the caller's connection} */
        Answer decide(Delivery delivery);
    }

    /** The connection is reset before the server behind knows of the request. */
    record Reset() implements Decision {
        @Override
        public Answer decide(Delivery delivery) {
            return new Answer.Reset();
        }
    }

    /** The connection is reset after the server behind has answered. */
    record LostAnswer() implements Decision {
        @Override
        public Answer decide(Delivery delivery) {
            delivery.forward();
            return new Answer.Reset();
        }
    }

    /** The connection is reset after half of the body. */
    record Truncate() implements Decision {
        @Override
        public Answer decide(Delivery delivery) {
            WireResponse response = delivery.forward();
            int size = response.body().size();
            // Without a body there is no half of it: what is announced is complete.
            return size == 0 ? new Answer.Reset() : new Answer.Truncate(response, size / 2);
        }
    }

    /** The caller gets another answer. */
    record Replace(WireResponse response, Moment moment) implements Decision {
        @Override
        public Answer decide(Delivery delivery) {
            if (moment == Moment.AFTER_EFFECT) {
                delivery.forward();
            }
            return new Answer.Respond(response);
        }
    }

    /** The caller gets what the same request was answered before. */
    record StaleRead() implements Decision {
        @Override
        public Answer decide(Delivery delivery) {
            return new Answer.Respond(delivery.earlierAnswer().orElseGet(delivery::forward));
        }
    }

    /** The request is delivered twice, and the caller gets the first answer. */
    record DuplicateAnsweredFirst() implements Decision {
        @Override
        public Answer decide(Delivery delivery) {
            WireResponse first = delivery.forward();
            delivery.forward();
            return new Answer.Respond(first);
        }
    }

    /** The request is delivered twice, and the caller gets the second answer. */
    record DuplicateAnsweredSecond() implements Decision {
        @Override
        public Answer decide(Delivery delivery) {
            delivery.forward();
            return new Answer.Respond(delivery.forward());
        }
    }
}
