package io.lbkit.examples.lbctl;

import io.lbkit.reconcile.spi.ProviderException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. Without a command it prints its help. */
@Command(
        name = "lbctl",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeOnInvalidInput = ExitCodes.USAGE,
        exitCodeOnExecutionException = ExitCodes.FAILURE,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        footerHeading = "%n",
        exitCodeList = {
            "0:all is well",
            "1:a finding blocks something, or the command failed",
            "2:only plan --detailed-exitcode, validate and explain; see there",
            "64:the command line is wrong"
        },
        subcommands = {
            DesignCommand.class,
            BackendsCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            ValidateCommand.class,
            ExplainCommand.class,
            CaptureCommand.class,
            RulesCommand.class,
            AnnotationsCommand.class,
            FactsCommand.class
        })
final class Lbctl implements Runnable {
    @Spec
    private CommandSpec command = CommandSpec.create();

    private final InputStream stdin;
    private final Terminal terminal;
    private final Clock clock;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure as well.")
    private boolean debug;

    private Lbctl(InputStream stdin, Terminal terminal, Clock clock) {
        this.stdin = stdin;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        CommandLine line = commandLine(System.in, Terminal.ofProcess(), Clock.systemUTC());
        line.setOut(utf8(FileDescriptor.out));
        line.setErr(utf8(FileDescriptor.err));
        int code = line.execute(args);
        line.getOut().flush();
        line.getErr().flush();
        System.exit(code);
    }

    /** Whatever the locale: the output is read by programs too. A closed pipe makes a PrintWriter silent, which is right. */
    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8));
    }

    /** {@return the program, with what {@code -f -} reads, who confirms, and what time it is} */
    static CommandLine commandLine(InputStream stdin, Terminal terminal, Clock clock) {
        CommandLine line = new CommandLine(new Lbctl(stdin, terminal, clock));
        line.getCommandSpec()
                .usageMessage()
                .description(
                        "Load balancers for Kubernetes Services of type LoadBalancer: what should exist, who is behind it, "
                                + "what would change, and making it so.")
                .footer(
                        "Examples:",
                        "  lbctl design -f manifests/                  what should exist",
                        "  kubectl get svc,endpointslices,nodes -A -o yaml | lbctl backends -f -",
                        "  lbctl plan -f manifests/ --actual state.yaml  what would change",
                        "  lbctl explain -f cluster.yaml --actual state.yaml  why requests do not arrive",
                        "",
                        "'lbctl COMMAND --help' explains a command.");
        line.addSubcommand("completion", completion());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(Lbctl::report);
        line.setParameterExceptionHandler(Lbctl::refuse);
        return line;
    }

    /** {@return the program that a command belongs to} */
    static Lbctl of(CommandSpec command) {
        return (Lbctl) command.root().userObject();
    }

    private static CommandLine completion() {
        CommandLine completion = new CommandLine(new AutoComplete.GenerateCompletion()).setCommandName("completion");
        completion
                .getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("")
                .description("Print a script with which bash and zsh complete the options of lbctl.")
                .footer("Example:", "  source <(lbctl completion)");
        return completion;
    }

    private static int refuse(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("lbctl: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Run '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help' for what there is.");
        err.flush();
        return ExitCodes.USAGE;
    }

    private static int report(Exception e, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (e instanceof Failure) {
            err.println("lbctl: " + e.getMessage());
        } else if (e instanceof ProviderException failed) {
            err.println("lbctl: the cloud refused a call: " + failed.kind().label() + ": " + failed.detail());
            failed.hint().ifPresent(hint -> err.println("Remedy: " + hint));
        } else {
            err.println("lbctl: internal error: " + e);
            err.println("Remedy: run the command again with --debug and report what it prints.");
        }
        if (of(line.getCommandSpec()).debug) {
            e.printStackTrace(err);
        }
        err.flush();
        return ExitCodes.FAILURE;
    }

    @Override
    public void run() {
        command.commandLine().usage(command.commandLine().getOut());
        command.commandLine().getOut().flush();
    }

    InputStream stdin() {
        return stdin;
    }

    Terminal terminal() {
        return terminal;
    }

    Clock clock() {
        return clock;
    }
}
