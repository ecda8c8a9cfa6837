using Berth.Cli.Hosting;
using Berth.Places;
using Berth.Projects;

namespace Berth.Cli.Commands.Running;

/// <summary>Finds out whose command it is, and runs it in the way that was asked for.</summary>
sealed class CommandRun(CommandContext context)
{
    public int Run(RunRequest request)
    {
        if (!OperatingSystem.IsLinux()) return Refuse("it is there on Linux only so far.", ExitCode.Unavailable);
        if (context.Directory is not { } folder) return Refuse("this folder is gone, so it is not known whose command it is. Change into another one.", ExitCode.NothingThere);
        if (UserFolders.State is not { } state) return Refuse("there is no home to keep the project's address in. Set XDG_STATE_HOME.", ExitCode.Unavailable);

        var project = context.Machine().ProjectOf(folder);
        if (request.Name is { } given && !IsLabel(given)) return Refuse("a name has 1 to 100 characters, and no control characters.", ExitCode.BadUsage);
        var root = project?.Root ?? folder;
        // A folder may be called anything; what its lease and its address are known by may not.
        var own = project?.Name ?? Path.GetFileName(folder);
        var name = request.Name ?? (IsLabel(own) ? own : LegalName.Of(root));
        return request.Isolate
            ? new IsolatedCommand(context).Run(request, state, root, name)
            : new PlainCommand(context).Run(request, state, root, name);
    }

    // As the daemon takes them for leases.
    static bool IsLabel(string name) => name.Length is > 0 and <= 100 && !name.Any(char.IsControl);

    int Refuse(string why, int code)
    {
        context.Say($"berth run: {why}");
        return code;
    }
}
