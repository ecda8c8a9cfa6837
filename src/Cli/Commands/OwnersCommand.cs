using System.CommandLine;
using System.Runtime.Versioning;
using Berth.Actions.Owners;
using Berth.Cli.Arguments;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Places;
using Berth.Probes.Rights;

namespace Berth.Cli.Commands;

/// <summary>`berth owners`: every program behind a port, for users without rights.</summary>
static class OwnersCommand
{
    const string Examples = """
        Examples:
          sudo berth owners on                    you (your own group) see every program in `berth ls`, without sudo
          sudo berth owners on --group developers
          berth owners                            whether it is on, and for whom
          sudo berth owners off

        Without it, `berth ls` shows another user's programs only to root. `on` lets the kernel tell the users of one group which process
        holds which socket: its pid, name and user, nothing else. It ends with `off`, and when the machine is restarted.
        """;

    public static Command Create(CommandContext context)
    {
        var action = new Argument<string?>("action") { Arity = ArgumentArity.ZeroOrOne, Description = "on, off, or status", HelpName = "on|off|status" };
        action.CompletionSources.Add("on", "off", "status");
        var group = new Option<string?>("--group") { Description = "Whose users may see it; the group of who called sudo when not given", HelpName = "group" };
        var command = new Command("owners", "Let users without rights see every program behind a port") { action, group };
        command.SetAction(parsed =>
        {
            var word = parsed.GetValue(action) ?? "status";
            var chosen = parsed.GetValue(group);
            if (word is not ("on" or "off" or "status")) throw new UsageException($"berth owners: write on, off or status, not '{Escape.ForTerminal(word)}'.");
            if (chosen is not null && word != "on") throw new UsageException("berth owners: --group goes with `on`.");
            if (!OperatingSystem.IsLinux()) return Say("it is there on Linux only.", ExitCode.Unavailable, context);
            return word switch
            {
                "on" => TurnOn(chosen ?? Environment.GetEnvironmentVariable("SUDO_GID"), context),
                "off" => TurnOff(context),
                _ => Tell(context),
            };
        });
        return command.WithExamples(Examples);
    }

    [SupportedOSPlatform("linux")]
    static int TurnOn(string? group, CommandContext context)
    {
        if (group is null) throw new UsageException($"berth owners: say for whom: {AsRoot.With("owners on --group developers")}");
        if (Refused(SharedOwners.TurnOn(group, UserFolders.State ?? ""), "on", context) is { } code) return code;
        context.Out.Line($"On: users of the group {Escape.ForTerminal(SharedOwners.State().Group!)} see every program in `berth ls`. It ends with `{AsRoot.With("owners off")}`, and when the machine is restarted.");
        return ExitCode.Done;
    }

    [SupportedOSPlatform("linux")]
    static int TurnOff(CommandContext context)
    {
        if (Refused(SharedOwners.TurnOff(), "off", context) is { } code) return code;
        context.Out.Line("Off.");
        return ExitCode.Done;
    }

    [SupportedOSPlatform("linux")]
    static int Tell(CommandContext context)
    {
        var state = SharedOwners.State();
        if (state.Group is not { } group)
        {
            context.Out.Line($"Off: without rights, `berth ls` shows your own programs only. Turn it on: {AsRoot.With("owners on")}");
            return ExitCode.NothingThere;
        }
        context.Out.Line($"On for the group {Escape.ForTerminal(group)}{(state.IsForUs ? "." : $", and not for this user: {Escape.ForTerminal(state.Refusal!)}.")}");
        return ExitCode.Done;
    }

    static int? Refused(SharingResult result, string word, CommandContext context)
    {
        if (result.Refusal is not { } refusal) return null;
        return result.TakesMoreRights
            ? Say($"{refusal}: {AsRoot.With($"owners {word}")}", ExitCode.NoRight, context)
            : Say(Sentence.End(refusal), ExitCode.Unavailable, context);
    }

    static int Say(string why, int code, CommandContext context)
    {
        context.Say($"berth owners: {why}");
        return code;
    }
}
