using Berth.Engine.Frameworks;
using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Engine.Origins;

/// <summary>
/// A program whose work is to keep others running. It is never ended for one of them: all the others would go too. Known by the
/// file or script that runs, since any process may take a name.
/// </summary>
/// <param name="Label">What people call it.</param>
/// <param name="Stop">How one of those that it keeps is stopped: a clause.</param>
/// <param name="Look">The command that shows them, or that stops it the way it should be.</param>
sealed record Manager(string Label, string Stop, string Look)
{
    // Each from the manager's own manual.
    static readonly Manager Pm2 = new("PM2", "`pm2 stop NAME` stops one", "pm2 ls");
    static readonly Manager Supervisord = new("supervisord", "`supervisorctl stop NAME` stops one", "supervisorctl status");
    static readonly Manager Forever = new("forever", "`forever stop UID` stops one", "forever list");
    static readonly Manager Overmind = new("overmind", "`overmind stop NAME` stops one", "overmind ps");
    static readonly Manager ProcessCompose = new("process-compose", "`process-compose process stop NAME` stops one", "process-compose process list");
    static readonly Manager Runit = new("runit", "`sv down NAME` stops one", "sv status /etc/service/*");
    static readonly Manager S6 = new("s6", "`s6-svc -d DIRECTORY` stops one", "s6-rc -a list");
    static readonly Manager Monit = new("monit", "`monit stop NAME` stops one", "monit status");
    static readonly Manager Inetd = new("inetd", "its line in /etc/inetd.conf is taken out", "cat /etc/inetd.conf");
    static readonly Manager Xinetd = new("xinetd", "its file says `disable = yes`", "ls /etc/xinetd.d");
    static readonly Manager Docker = new("Docker", "`docker stop NAME` stops one container", "docker ps");
    static readonly Manager Containerd = new("containerd", "`nerdctl stop NAME` stops one container", "nerdctl ps");
    static readonly Manager Berthd = new("Berth's daemon", "`berth down NAME` stops one service, `berth link rm NAME` ends a link", "berth ps");

    /// <summary>Null for every other program.</summary>
    public static Manager? Of(ProcessFacts process)
    {
        if (process.IsKernelThread) return null;
        return OfLaunch(process) ?? OfProgram(ProgramFile.Name(process) ?? (process.Executable.How == How.Observed ? null : process.Name));
    }

    static Manager? OfProgram(string? name) => name switch
    {
        "supervisord" => Supervisord,
        "overmind" => Overmind,
        "process-compose" => ProcessCompose,
        "runsv" or "runsvdir" => Runit,
        "s6-supervise" or "s6-svscan" => S6,
        "monit" => Monit,
        "inetd" or "inetutils-inetd" => Inetd,
        "xinetd" => Xinetd,
        "dockerd" => Docker,
        "containerd" or "containerd-shim-runc-v2" => Containerd,
        "berthd" => Berthd,
        _ => null,
    };

    static Manager? OfLaunch(ProcessFacts process)
    {
        if (Launch.Of(process) is not { } launch) return null;
        // PM2's daemon writes itself this title over node's: lib/Daemon.js.
        if (ProgramFile.Name(process) is "node" or "nodejs" or "bun" && launch.Arguments is [var title, ..]
            && title.StartsWith("PM2 v", StringComparison.Ordinal) && title.Contains(": God Daemon", StringComparison.Ordinal)) return Pm2;
        return launch switch
        {
            { Program: "python", Script: not null, ScriptName: "supervisord" } => Supervisord,
            { Program: "node", Package: "forever" } => Forever,
            { Program: "dotnet", Script: not null, ScriptName: "berthd.dll" } => Berthd,
            _ => null,
        };
    }
}
