using Berth.Engine.Frameworks;
using Berth.Engine.Spelling;
using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Engine.Listing;

public static partial class Fields
{
    static Field[] OfOwner =>
    [
        new()
        {
            Name = "owner", Heading = "OWNER", Type = FieldType.Text, Worth = 8, NeedsOwner = true, Needs = ProcessDetail.Cgroup,
            Help = "the container, unit or process that holds it; a filter searches the command too",
            AlsoMatches = ["process", "command", "unit", "container"],
            OfRow = OwnerLabel.Of,
        },
        new()
        {
            Name = "pid", Heading = "PID", Type = FieldType.Number, Worth = 6, NeedsOwner = true, Help = "process id",
            OfHolder = static process => FieldValue.OfNumber(process.Pid),
        },
        new()
        {
            Name = "process", Heading = "PROCESS", Type = FieldType.Text, NeedsOwner = true, Help = "process name", Aliases = ["name"],
            OfHolder = static process => FieldValue.OfText(process.Name),
        },
        new()
        {
            Name = "command", Heading = "COMMAND", Type = FieldType.Text, NeedsOwner = true, Needs = ProcessDetail.Arguments,
            Help = "the command line, as one would type it", Aliases = ["cmd", "args", "arguments"],
            OfHolder = static process => FieldValue.Of(process.Arguments, TypedCommand.Of),
        },
        new()
        {
            Name = "executable", Heading = "EXECUTABLE", Type = FieldType.Text, NeedsOwner = true, Needs = ProcessDetail.Executable,
            Help = "the file that runs", Aliases = ["exe"],
            OfHolder = static process => FieldValue.Of(process.Executable),
        },
        new()
        {
            Name = "directory", Heading = "DIRECTORY", Type = FieldType.Text, NeedsOwner = true, Needs = ProcessDetail.Directory,
            Help = "the working directory", Aliases = ["cwd", "dir"],
            OfHolder = static process => FieldValue.Of(process.Directory),
        },
        new()
        {
            Name = "project", Heading = "PROJECT", Type = FieldType.Text, Worth = 4, NeedsOwner = true,
            Needs = ProcessDetail.Project | ProcessDetail.Directory, Help = "the git work tree or berth.yaml it runs in",
            OfHolder = static process => FieldValue.Of(process.Project, static project => project.Name),
        },
        new()
        {
            Name = "branch", Heading = "BRANCH", Type = FieldType.Text, NeedsOwner = true,
            Needs = ProcessDetail.Project | ProcessDetail.Directory, Help = "the branch checked out there",
            OfHolder = static process => FieldValue.Of(process.Project, static project => project.Branch),
        },
        new()
        {
            Name = "worktree", Heading = "WORKTREE", Type = FieldType.Text, NeedsOwner = true,
            Needs = ProcessDetail.Project | ProcessDetail.Directory, Help = "the linked worktree, where it is not the main one",
            OfHolder = static process => FieldValue.Of(process.Project, static project => project.Worktree),
        },
        new()
        {
            Name = "framework", Heading = "FRAMEWORK", Type = FieldType.Text, NeedsOwner = true,
            Needs = ProcessDetail.Arguments | ProcessDetail.Executable, Help = "vite, django, rails, postgres... as the command line tells",
            OfHolder = static process => Framework.Of(process) is { } name
                ? FieldValue.OfText(name).KnownAs(How.Inferred, "its command line")
                : process.Arguments.How is How.Observed ? FieldValue.None : FieldValue.None.KnownAs(process.Arguments.How, process.Arguments.Reason),
        },
        new()
        {
            Name = "container", Heading = "CONTAINER", Type = FieldType.Text, NeedsOwner = true, Needs = ProcessDetail.Cgroup,
            Help = "the container it runs in, or publishes a port for",
            OfHolder = static process => process.ForwardsTo.Value is { } served
                ? FieldValue.OfText(served.Label)
                : FieldValue.Of(process.Cgroup, static cgroup => cgroup.Container?.Label),
            OfRow = static row => Made(row, static cgroup => cgroup.Container?.Label),
        },
        new()
        {
            Name = "image", Heading = "IMAGE", Type = FieldType.Text, NeedsOwner = true, Needs = ProcessDetail.Cgroup,
            Help = "the container's image",
            OfHolder = static process => Image(process.Cgroup),
            OfRow = static row => row.Socket.Cgroup is { } cgroup ? Image(Known.Observed(cgroup)) : FieldValue.None,
        },
        new()
        {
            Name = "unit", Heading = "UNIT", Type = FieldType.Text, NeedsOwner = true, Needs = ProcessDetail.Cgroup,
            Help = "the service manager's unit",
            OfHolder = static process => FieldValue.Of(process.Cgroup, static cgroup => cgroup.Unit?.Name),
            OfRow = static row => Made(row, static cgroup => cgroup.Unit?.Name),
        },
        new()
        {
            Name = "user", Heading = "USER", Type = FieldType.Text, NeedsOwner = true, Needs = ProcessDetail.User,
            Help = "the user that runs it; the socket's user where the process is hidden",
            OfHolder = static process => process.IsUserHidden ? OutsideUser : FieldValue.OfText(process.User ?? process.UserId.ToString()),
            OfRow = static row => row.Socket.Inode == 0 ? FieldValue.None
                : row.Context.IsHiddenUser(row.Socket.UserId) ? OutsideUser
                : FieldValue.OfText(row.Context.UserName(row.Socket.UserId) ?? row.Socket.UserId.ToString()),
        },
        new()
        {
            Name = "uid", Heading = "UID", Type = FieldType.Number, NeedsOwner = true, Help = "the user's number",
            OfHolder = static process => process.IsUserHidden ? OutsideUser : FieldValue.OfNumber(process.UserId),
            OfRow = static row => row.Socket.Inode == 0 ? FieldValue.None
                : row.Context.IsHiddenUser(row.Socket.UserId) ? OutsideUser : FieldValue.OfNumber(row.Socket.UserId),
        },
        new()
        {
            Name = "parent", Heading = "PARENT", Type = FieldType.Number, NeedsOwner = true, Help = "the parent's process id", Aliases = ["ppid"],
            OfHolder = static process => process.ParentPid == 0 ? FieldValue.None : FieldValue.OfNumber(process.ParentPid),
        },
        new()
        {
            Name = "started", Heading = "STARTED", Type = FieldType.Text, NeedsOwner = true, Needs = ProcessDetail.Status,
            Help = "when the process started (ISO 8601)",
            OfHolder = static process => process.Started is { } at
                ? FieldValue.OfText(at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ"))
                : FieldValue.Unread,
        },
        new()
        {
            Name = "uptime", Heading = "UPTIME", Type = FieldType.Duration, Worth = 2, NeedsOwner = true, Needs = ProcessDetail.Status,
            Help = "how long the process has run", Aliases = ["age"],
            OfRow = static row => row.Owner.First is not { } first ? NoHolder(row)
                : row.Context.UptimeOf(first) is { } seconds ? FieldValue.OfNumber(seconds) : FieldValue.Unread,
        },
        new()
        {
            Name = "terminal", Heading = "TERMINAL", Type = FieldType.Text, NeedsOwner = true, Needs = ProcessDetail.Status,
            Help = "the controlling terminal", Aliases = ["tty"],
            OfHolder = static process => FieldValue.OfText(process.Terminal),
        },
        new()
        {
            Name = "cgroup", Heading = "CGROUP", Type = FieldType.Text, NeedsOwner = true, Needs = ProcessDetail.Cgroup,
            Help = "the control group's path",
            OfHolder = static process => FieldValue.Of(process.Cgroup, static cgroup => cgroup.Path),
            OfRow = static row => Made(row, static cgroup => cgroup.Path),
        },
    ];

    static FieldValue OutsideUser { get; } = FieldValue.Hidden("a user outside of this user namespace");

    static FieldValue NoHolder(Row row) => FieldValue.None.KnownAs(row.Owner.How, row.Owner.Reason);

    // The cgroup in which the socket was made is told by the kernel, also of other users' sockets.
    static FieldValue Made(Row row, Func<CgroupFacts, string?> text) =>
        row.Socket.Cgroup is { } cgroup ? FieldValue.OfText(text(cgroup)) : FieldValue.None;

    static FieldValue Image(Known<CgroupFacts> cgroup) => cgroup.Value?.Container is { } container
        ? FieldValue.Of(container.Image)
        : FieldValue.None.KnownAs(cgroup.How, cgroup.Reason);
}
