using System.CommandLine;
using Berth.Audit.Diagnose;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Diagnosing;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Workbench.Diagnosing;
using Berth.Workbench.Json;

namespace Berth.Cli.Commands;

/// <summary>`berth doctor`: why a local server cannot be reached, with one cause, its proof and a fix.</summary>
static class DoctorCommand
{
    const string Examples = """
        Examples:
          berth doctor                                what of this machine is in the way of local servers?
          berth doctor 3000                           why does localhost:3000 not work?
          berth doctor https://shop.localhost:3000/   the name, TLS and the certificate too
          berth doctor [::1]:3000                     one address only
          berth doctor 3000 --json
          sudo berth doctor kernel                    what this kernel and these rights allow, and why not

        It connects to this machine only, and changes nothing. Ends with 0 when all is well,
        9 when a cause was found, 10 when it cannot be decided.
        """;

    // A host of that name is written with its port: kernel:3000.
    const string Kernel = "kernel";

    const string Forms = "Write a port (3000), host:port or a URL.";

    public static Command Create(CommandContext context)
    {
        var target = new Argument<string?>("target") { Arity = ArgumentArity.ZeroOrOne, Description = "A port, host:port or URL; `kernel`: what the kernel allows; none: this machine", HelpName = "target" };
        var json = new Option<bool>("--json") { Description = "As JSON" };
        target.CompletionSources.Add(Completions.Ports(context));
        target.CompletionSources.Add(Kernel);
        var command = new Command("doctor", "Say why a local server cannot be reached: one cause, its proof, a fix") { target, json };
        command.SetAction(parsed => parsed.GetValue(target) switch
        {
            null => OfMachine(context, parsed.GetValue(json)),
            Kernel => OfKernel(context, parsed.GetValue(json)),
            var typed => OfTarget(context, typed, parsed.GetValue(json)),
        });
        return command.WithExamples(Examples);
    }

    static int OfTarget(CommandContext context, string typed, bool json)
    {
        var (report, facts, shortfalls) = new DiagnoseMachine(context.ForWorkbench()).Target(Read(typed));
        if (json) DoctorJson.Write(report, facts, context.Out);
        else new DoctorText(context).Write(report, shortfalls);
        return Code(report.Verdict);
    }

    static int OfMachine(CommandContext context, bool json)
    {
        var (report, facts) = new DiagnoseMachine(context.ForWorkbench()).Machine();
        if (json) DoctorJson.Write(report, facts, context.Out);
        else new DoctorText(context) { AlsoWithProof = true }.Write(report, facts.Snapshot.Shortfalls);
        return Code(report.Verdict);
    }

    static int OfKernel(CommandContext context, bool json)
    {
        var (report, facts) = new DiagnoseMachine(context.ForWorkbench()).Kernel();
        if (json) KernelJson.Write(report, facts, context.Out);
        else new KernelText(context).Write(report, facts);
        return Code(report.Verdict);
    }

    static int Code(Health verdict) => verdict switch
    {
        Health.Healthy => ExitCode.Done,
        Health.Found => ExitCode.Found,
        _ => ExitCode.Undecided,
    };

    static DiagnosisTarget Read(string typed)
    {
        var (target, error) = TargetParser.Parse(typed);
        if (target is null) throw new UsageException($"berth doctor: {Escape.ForTerminal(error!.Problem)}. {Forms}");
        if (DiagnosisTargets.Of(target) is { } place) return place;
        throw new UsageException(target switch
        {
            NetworkTarget { Port.Number: 0 } => "berth doctor: nothing can listen on port 0: it asks the system to choose one.",
            NetworkTarget { Protocol: Protocol.Udp } => "berth doctor: a UDP server cannot be seen to answer. `berth explain` says who holds the port.",
            _ => $"berth doctor: '{Escape.ForTerminal(typed)}' names no port. {Forms}",
        });
    }
}
