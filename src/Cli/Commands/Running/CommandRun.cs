using Berth.Api.Places;
using Berth.Cli.Hosting;
using Berth.Probes;

namespace Berth.Cli.Commands.Running;

/// <summary>Finds out whose command it is, and runs it in the way that was asked for.</summary>
sealed class CommandRun(Surroundings around)
{
    public int Run(RunRequest request)
    {
        if (!OperatingSystem.IsLinux()) return Refuse("it is there on Linux only so far.", ExitCode.Unavailable);
        if (around.Directory is not { } folder) return Refuse("this folder is gone, so it is not known whose command it is. Change into another one.", ExitCode.NothingThere);
        if (UserFolders.State is not { } state) return Refuse("there is no home to keep the project's address in. Set XDG_STATE_HOME.", ExitCode.Unavailable);

        var project = Checkout.Of(folder);
        var (root, name) = (project?.Root ?? folder, request.Name ?? project?.Name ?? (Path.GetFileName(folder) is { Length: > 0 } last ? last : "run"));
        return request.Isolate
            ? new IsolatedCommand(around).Run(request, state, root, name)
            : new PlainCommand(around).Run(request, state, root, name);
    }

    int Refuse(string why, int code)
    {
        around.Say($"berth run: {why}");
        return code;
    }
}
