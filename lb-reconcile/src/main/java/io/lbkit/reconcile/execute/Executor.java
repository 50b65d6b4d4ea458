package io.lbkit.reconcile.execute;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.reconcile.guard.Approval;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.guard.Verdict;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Carries a plan out through a provider: in the order of dependencies, changes with a common batch key together, members in
 * calls of the size that the kind allows. What guardrails have something against is left out unless it is approved. Kinds of
 * errors decide what is tried again; a change whose effect may have happened is never sent again before it was read that it
 * has not. When a step fails, the steps that need it are skipped and the others go on.
 *
 * <p>Interrupting the thread that executes acts like a cancellation of that execution, and the thread stays interrupted. An
 * {@link Error} that a call throws, on whatever thread, is thrown once no call is under way any more.
 *
 * <p>Many threads may use one executor, each for Services of its own; they share its rate limits. The settings of an executor
 * never change.
 */
public final class Executor {
    private final LoadBalancerProvider provider;
    private final Guardrails guardrails;
    private final Supplier<Scheduler> schedulers;
    private final Builder options;

    private Executor(LoadBalancerProvider provider, Builder options) {
        this.provider = provider;
        this.guardrails = options.guardrails;
        this.schedulers = options.schedulers;
        this.options = options;
    }

    /** What one execution works with. */
    record Settings(
            LoadBalancerProvider provider,
            RetryRules retry,
            RateLimits rates,
            Duration gateDeadline,
            Duration gatePollInterval,
            int concurrency,
            java.util.concurrent.Executor workers,
            ReconcileListener listener,
            RandomGenerator random,
            Cancellation cancellation) {}

    /**
     * An executor with the defaults.
     *
     * @param provider who carries changes out
     * @return the executor
     */
    public static Executor of(LoadBalancerProvider provider) {
        return builder().provider(provider).build();
    }

    /** {@return what a plan has to pass} */
    public Guardrails guardrails() {
        return guardrails;
    }

    /** {@return a builder; the provider is mandatory} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Carries a plan out, without any approval.
     *
     * @param plan the plan
     * @return what became of each step; failures of the provider are in it and are not thrown
     */
    public Outcome execute(Plan plan) {
        return execute(plan, List.of());
    }

    /**
     * Carries a plan out.
     *
     * @param plan the plan
     * @param approvals what somebody allowed although a guardrail has something against it
     * @return what became of each step; failures of the provider are in it and are not thrown
     */
    public Outcome execute(Plan plan, Collection<Approval> approvals) {
        return execute(plan, approvals, Cancellation.create());
    }

    /**
     * Carries a plan out until it is done or somebody cancels it.
     *
     * @param plan the plan
     * @param approvals what somebody allowed although a guardrail has something against it
     * @param cancellation stops it between two calls
     * @return what became of each step; failures of the provider are in it and are not thrown
     */
    public Outcome execute(Plan plan, Collection<Approval> approvals, Cancellation cancellation) {
        List<Verdict> verdicts = guardrails.check(plan, approvals);
        Optional<ExecutorService> pool = pool();
        try {
            java.util.concurrent.Executor workers =
                    pool.isPresent() ? pool.get() : options.workers.orElse(Runnable::run);
            Settings settings = new Settings(
                    provider,
                    options.retry,
                    options.rates,
                    options.gateDeadline,
                    options.gatePollInterval,
                    options.concurrency,
                    workers,
                    options.listener,
                    options.random,
                    cancellation);
            return new Execution(settings, schedulers.get(), plan, verdicts).toEnd(verdicts);
        } finally {
            pool.ifPresent(ExecutorService::shutdown);
        }
    }

    private Optional<ExecutorService> pool() {
        boolean needed = options.concurrency > 1 && options.workers.isEmpty();
        return needed ? Optional.of(Executors.newFixedThreadPool(options.concurrency)) : Optional.empty();
    }

    /** Builds an {@link Executor}. Not thread-safe. */
    public static final class Builder {
        private @Nullable LoadBalancerProvider provider;
        private Guardrails guardrails = Guardrails.standard();
        private Supplier<Scheduler> schedulers = Scheduler::system;
        private Optional<java.util.concurrent.Executor> workers = Optional.empty();
        private int concurrency = 1;
        private RetryRules retry = RetryRules.standard();
        private RateLimits rates = RateLimits.standard();
        private Duration gateDeadline = Duration.ofMinutes(10);
        private Duration gatePollInterval = Duration.ofSeconds(5);
        private ReconcileListener listener = ReconcileListener.none();
        private RandomGenerator random = new java.util.Random();

        private Builder() {}

        private Builder(Builder other) {
            provider = other.provider;
            guardrails = other.guardrails;
            schedulers = other.schedulers;
            workers = other.workers;
            concurrency = other.concurrency;
            retry = other.retry;
            rates = other.rates;
            gateDeadline = other.gateDeadline;
            gatePollInterval = other.gatePollInterval;
            listener = other.listener;
            random = other.random;
        }

        /**
         * Sets who carries changes out.
         *
         * @param value the provider
         * @return this builder
         */
        public Builder provider(LoadBalancerProvider value) {
            provider = value;
            return this;
        }

        /**
         * Sets what a plan has to pass; {@link Guardrails#standard()} unless said otherwise.
         *
         * @param value the guardrails
         * @return this builder
         */
        public Builder guardrails(Guardrails value) {
            guardrails = value;
            return this;
        }

        /**
         * Sets whose time it is; the real one unless said otherwise.
         *
         * @param value gives each execution its scheduler; where executions run at once, each its own
         * @return this builder
         */
        public Builder scheduler(Supplier<Scheduler> value) {
            schedulers = value;
            return this;
        }

        /**
         * Sets who makes the calls. Unless said otherwise the calling thread makes them if one is made at a time, and a pool
         * that ends with the execution if there are more.
         *
         * @param value the threads
         * @return this builder
         */
        public Builder workers(java.util.concurrent.Executor value) {
            workers = Optional.of(value);
            return this;
        }

        /**
         * Sets how many calls are made at once, for Services that have nothing in common; 1 unless said otherwise, which keeps
         * the order of calls the same from run to run.
         *
         * @param value the number, at least 1
         * @return this builder
         */
        public Builder concurrency(int value) {
            concurrency = value;
            return this;
        }

        /**
         * Sets how often changes are tried again; {@link RetryRules#standard()} unless said otherwise.
         *
         * @param value the rules
         * @return this builder
         */
        public Builder retry(RetryRules value) {
            retry = value;
            return this;
        }

        /**
         * Sets how fast calls may come; limits of its own that are {@link RateLimits#standard()} unless said otherwise. Give
         * the same ones to executors that share a cloud account.
         *
         * @param value the limits
         * @return this builder
         */
        public Builder rates(RateLimits value) {
            rates = value;
            return this;
        }

        /**
         * Sets how long a step waits for its gates; 10 minutes unless said otherwise.
         *
         * @param value the time, not negative; zero looks once
         * @return this builder
         */
        public Builder gateDeadline(Duration value) {
            gateDeadline = value;
            return this;
        }

        /**
         * Sets the time between two looks at gates; 5 seconds unless said otherwise.
         *
         * @param value the time, more than zero
         * @return this builder
         */
        public Builder gatePollInterval(Duration value) {
            gatePollInterval = value;
            return this;
        }

        /**
         * Sets who is told what happens; nobody unless said otherwise.
         *
         * @param value the listener
         * @return this builder
         */
        public Builder listener(ReconcileListener value) {
            listener = value;
            return this;
        }

        /**
         * Sets where the chance in pauses comes from; a seeded one makes pauses the same from run to run.
         *
         * @param value the generator
         * @return this builder
         */
        public Builder random(RandomGenerator value) {
            random = value;
            return this;
        }

        /**
         * Builds.
         *
         * @return the executor
         * @throws InvalidValueException if the provider is missing or a number is out of its range
         */
        public Executor build() {
            if (provider == null) {
                throw InvalidValueException.of("provider", "", "an executor has a provider");
            }
            if (concurrency < 1) {
                throw InvalidValueException.of("concurrency", concurrency, "at least one call is made at a time");
            }
            if (gateDeadline.isNegative()) {
                throw InvalidValueException.of("gateDeadline", gateDeadline, "a deadline is not negative");
            }
            if (gatePollInterval.compareTo(Duration.ZERO) <= 0) {
                throw InvalidValueException.of("gatePollInterval", gatePollInterval, "time passes between two looks");
            }
            return new Executor(provider, new Builder(this));
        }
    }
}
