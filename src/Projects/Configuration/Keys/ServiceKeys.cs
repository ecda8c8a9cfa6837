using Berth.Projects.Configuration.Shapes;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Keys;

/// <summary>What a service of berth.yaml may say.</summary>
static class ServiceKeys
{
    public static readonly MapShape PortSettings = new(
        new Key("port", Values.PortOrAuto, "The number it has in a localhost of its own and prefers elsewhere; auto: Berth chooses.") { IsRequired = true },
        new Key("protocol", Values.Words("tcp", "udp"), "tcp when left out."),
        new Key("scheme", new ScalarShape("a scheme such as http or postgres, or none", ScalarKind.Text) { Pattern = "^[a-z][a-z0-9+.-]{0,31}$" }, "How its URL begins; none: it has no URL."),
        new Key("env", Values.Variable, "The variable that tells the service its number; PORT for the first port, NAME_PORT for the others when left out."),
        new Key("fixed", Values.Flag, "It must have just this number, also without a localhost of its own."));

    static readonly Shape port = new EitherShape("a port from 1 to 65535, auto, or `port:` with what else it is", Values.PortOrAuto, PortSettings);

    public static readonly MapShape Ready = new(
        new Key("http", new ScalarShape("a path such as /health", ScalarKind.Text) { Pattern = "^/[^\\s]*$" }, "Ready when this path answers 200-399, or `status`."),
        new Key("status", new ScalarShape("a status from 100 to 599", ScalarKind.Integer) { Least = 100, Most = 599 }, "With http: the status that is wanted."),
        new Key("port", Values.Name, "With http: the name of the port; the first one when left out."),
        new Key("tcp", new ScalarShape("true or the name of a port", ScalarKind.Boolean | ScalarKind.Text) { Pattern = Values.NamePattern }, "Ready when the port is listened on: true for the first one, or its name."),
        new Key("exec", Values.Command, "Ready when this command ends with 0."),
        new Key("log", Values.Text, "Ready when a line of its output matches this regular expression."),
        new Key("notify", Values.Flag, "Ready when it says READY=1 to NOTIFY_SOCKET, as sd_notify(3) does."),
        new Key("timeout", Values.Duration, "It has failed when it is not ready by then; 60s when left out."),
        new Key("interval", Values.Duration, "Between two looks; 250ms when left out."));

    static readonly Shape restartWhen = Values.Words("never", "on-failure", "always");

    static readonly Shape restart = new EitherShape("never, on-failure, always, or `when:` with its pauses", restartWhen, new MapShape(
        new Key("when", restartWhen, "on-failure when left out."),
        new Key("first", Values.Duration, "The pause before the first restart; it doubles. 1s when left out."),
        new Key("longest", Values.Duration, "The longest pause; 30s when left out."),
        new Key("tries", new ScalarShape("a number from 1 to 1000000", ScalarKind.Integer) { Least = 1, Most = 1_000_000 }, "So many starts in a row that did not last, then it is given up; 10 when left out.")));

    static readonly Shape stop = new MapShape(
        new Key("signal", new ScalarShape("a signal such as SIGTERM or SIGINT", ScalarKind.Text | ScalarKind.Integer) { Words = [.. Signals.Words], Least = 1, Most = 64 }, "The signal that asks it to end; SIGTERM when left out."),
        new Key("grace", Values.Duration, "How long it may take; then SIGKILL. 10s when left out."));

    static readonly Shape globs = Values.ListOf("a glob, or a list of globs", Values.Text);

    static readonly Shape watch = new EitherShape("globs, or `paths:` and `ignore:`", globs, new MapShape(
        new Key("paths", globs, "Globs such as src/**/*.ts, relative to `dir`.") { IsRequired = true },
        new Key("ignore", globs, "Globs that are left out.")));

    static readonly Shape needs = new EitherShape("a name, a list of names, or names with started, ready or completed", Values.ListOf("names", Values.Name),
        new NamesShape("names with levels", Values.NamePattern, Values.NameRule, Values.Words("ready", "started", "completed")));

    public static readonly MapShape Service = new(
        new Key("run", Values.Command, "The command. A text is split into words; with shell syntax it goes to /bin/sh.") { IsRequired = true, Elsewhere = ["command", "cmd", "exec", "start", "script"] },
        new Key("dir", Values.Path, "Where it runs, relative to the folder of berth.yaml.") { Elsewhere = ["working_dir", "workdir", "cwd", "directory", "working_directory"] },
        new Key("env", Values.Environment, "Variables of this service.") { Elsewhere = ["environment", "vars"] },
        new Key("env_files", Values.EnvironmentFiles, "Files of NAME=value lines; a later one wins.") { Elsewhere = ["env_file", "envfile", "dotenv"] },
        new Key("port", port, "Its only port."),
        new Key("ports", new NamesShape("`name: port` lines", Values.NamePattern, Values.NameRule, port), "Its ports by name; the first one is the main one.") { Elsewhere = ["expose"] },
        new Key("needs", needs, "What must be there before it starts: ready (a task: completed), or as said.") { Elsewhere = ["depends_on", "depends", "requires", "after"] },
        new Key("ready", Ready, "When it counts as ready: one of http, tcp, exec, log, notify.") { Elsewhere = ["healthcheck", "readiness_probe", "readiness", "health"] },
        new Key("restart", restart, "Whether it is started again when it ends; on-failure when left out, never for a task.") { Elsewhere = ["availability", "autorestart"] },
        new Key("stop", stop, "How it is ended.") { Elsewhere = ["shutdown", "stop_signal", "stop_grace_period"] },
        new Key("watch", watch, "Files whose change restarts it.") { Elsewhere = ["develop"] },
        new Key("task", Values.Flag, "It ends by itself, and is done when it ended with 0.") { Elsewhere = ["oneshot", "one_shot"] },
        new Key("profiles", Values.ListOf("a name, or a list of names", Values.Name), "It starts only when one of them, or the service itself, is asked for.") { Elsewhere = ["profile", "namespace"] });

    public static readonly Shape Services = new NamesShape("names, each with a service below it", Values.NamePattern, Values.NameRule, Service);
}
