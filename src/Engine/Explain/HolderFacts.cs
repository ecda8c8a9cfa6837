using Berth.Engine.Frameworks;
using Berth.Engine.Listing;
using Berth.Engine.Origins;
using Berth.Engine.Spelling;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Engine.Explain;

/// <summary>A listener and its holders for programs.</summary>
static class HolderFacts
{
    public static FactGroup Of(Row row, Subject subject)
    {
        var socket = row.Socket;
        List<Fact> facts = [Fact.Of("protocol", socket.Protocol.Name())];
        if (socket.Path is { } path) facts.Add(Fact.Of("path", path));
        else if (!socket.Protocol.IsUnix())
        {
            facts.Add(Fact.Of("address", socket.LocalAddress.ToString()));
            facts.Add(Fact.Of("port", socket.LocalPort.Number));
            if (socket.V6Only is { } only) facts.Add(Fact.Of("v6only", only));
            facts.Add(Fact.Of("dual_stack", socket.IsDualStack));
        }
        facts.Add(Fact.Of("state", socket.State.Name()));
        if (socket.State == SocketState.Listen)
        {
            facts.Add(Fact.Of("accept_queue", socket.ReceiveQueue));
            facts.Add(Fact.Of("backlog", socket.SendQueue));
            facts.Add(Fact.Of("hung", socket.IsHung));
        }
        facts.Add(Fact.Of("sockets", row.SocketCount));
        if (row.Reach is { } reach)
        {
            if (reach.V4 is { } v4) facts.Add(Fact.Of("reach_v4", v4.Name()).KnownAs(reach.How, reach.Reason));
            if (reach.V6 is { } v6) facts.Add(Fact.Of("reach_v6", v6.Name()).KnownAs(reach.How, reach.Reason));
            facts.Add(Fact.Of("reach_verdict", reach.Verdict.Name()).KnownAs(reach.How, reach.Reason));
            if (reach.DecidedBy is { } by) facts.Add(Fact.Of("reach_rule", by.ToString()));
        }
        if (!socket.Namespace.IsOurs) facts.Add(Fact.Of("namespace", socket.Namespace.Name));
        if (Words.Maker(socket.Cgroup) is { } maker) facts.Add(Fact.Of("made_in", maker));
        facts.Add(Fact.Of("holders", [.. row.Owner.Processes.Select(process => Process(process, subject))]).KnownAs(row.Owner.How, row.Owner.Reason));
        return new FactGroup(facts);
    }

    public static FactGroup Process(ProcessFacts process, Subject subject)
    {
        List<Fact> facts = [Fact.Of("pid", process.Pid), Fact.Of("name", process.Name), process.IsUserHidden ? new Fact("uid", FieldValue.Hidden("a user outside of this user namespace")) : Fact.Of("uid", process.UserId)];
        if (process.User is { } user) facts.Add(Fact.Of("user", user));
        if (process.Started is { } started) facts.Add(Fact.Of("uptime_seconds", Math.Max(0, (long)(subject.Snapshot.TakenAt - started).TotalSeconds)));
        if (process.Terminal is { } terminal) facts.Add(Fact.Of("terminal", terminal));
        Add(facts, "command", process.Arguments, TypedCommand.Of);
        Add(facts, "directory", process.Directory, directory => directory);
        Add(facts, "project", process.Project, project => project.Name);
        Add(facts, "project_root", process.Project, project => project.Root);
        Add(facts, "branch", process.Project, project => project.Branch);
        Add(facts, "worktree", process.Project, project => project.Worktree);
        Add(facts, "unit", process.Cgroup, cgroup => cgroup.Unit?.Name);
        Add(facts, "container", process.Cgroup, cgroup => cgroup.Container?.Label);
        if (Framework.Of(process) is { } framework) facts.Add(Fact.Of("framework", framework).KnownAs(How.Inferred, "its command line"));
        var origin = Origin.Of(process, subject.Snapshot);
        facts.Add(Fact.Of("origin", origin.Kind.Name()).KnownAs(origin.How, origin.Reason));
        if (origin.Starter is { } starter) facts.Add(Fact.Of("started_by", starter).KnownAs(origin.How, origin.Reason));
        facts.Add(Fact.Of("parents", [.. origin.Chain.Skip(1).Select(step => Parent(step))]));
        return new FactGroup(facts);
    }

    static FactGroup Parent(OriginStep step)
    {
        List<Fact> facts = [Fact.Of("pid", step.Process.Pid), Fact.Of("name", step.Process.Name)];
        if (step.Role is { } role) facts.Add(Fact.Of("role", role.Label).KnownAs(How.Inferred, "its name"));
        return new FactGroup(facts);
    }

    // What was not read is left out; what is hidden says so.
    static void Add<T>(List<Fact> facts, string key, Known<T> known, Func<T, string?> text)
    {
        var value = FieldValue.Of(known, text);
        if (value.How == How.Hidden || !value.IsNone) facts.Add(new Fact(key, value));
    }
}
