using Berth.Projects.Configuration.Shapes;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Keys;

/// <summary>What berth.yaml may say: the one declaration that the loader and the JSON Schema are made from.</summary>
static class BerthKeys
{
    static readonly Shape portOrRange = new ScalarShape("a port or a range of ports, such as 3000 or 3000-3010", ScalarKind.Text | ScalarKind.Integer)
    {
        Pattern = "^[0-9]{1,5}( ?- ?[0-9]{1,5})?$", Least = 1, Most = 65535,
    };

    static readonly Shape policy = new MapShape(
        new Key("ports", new ListShape("a list: each item begins with `- `", new MapShape(
            new Key("port", portOrRange, "A port, or a range such as 3000-3010.") { IsRequired = true },
            new Key("protocol", Values.Words("tcp", "udp"), "tcp when left out."),
            new Key("reach", Values.Words("host", "container", "lan", "vpn", "internet"), "The widest that is allowed; host when left out."))), "The ports that may listen."),
        new Key("others", Values.Words("forbid", "allow"), "What of ports that are not named; forbid when left out."));

    static readonly Shape accept = new ListShape("a list: each item begins with `- `", new MapShape(
        new Key("finding", Values.Text, "The 16 digits of one finding."),
        new Key("rule", Values.Text, "A rule of audit or lint."),
        new Key("subject", Values.Text, "With rule: only this service."),
        new Key("who", Values.Text, "Who accepts it.") { IsRequired = true },
        new Key("reason", Values.Text, "Why.") { IsRequired = true },
        new Key("until", Values.Text, "The last day, as 2027-01-31.")));

    public static readonly MapShape All = new(
        new Key("name", Values.Name, "The project's name; the folder's when left out."),
        new Key("isolate", Values.Flag, "Give the project a localhost of its own; takes kernel rights."),
        new Key("bind", Values.Words("local", "refuse"), "With isolate: what becomes of a bind to every address; local when left out."),
        new Key("expose", Values.ListOf("a port, or a list of ports", Values.Port), "With isolate: ports whose binds are left as the program asks for them."),
        new Key("env", Values.Environment, "Variables of every service.") { Elsewhere = ["environment", "vars"] },
        new Key("env_files", Values.EnvironmentFiles, "Files of NAME=value lines for every service.") { Elsewhere = ["env_file", "dotenv"] },
        new Key("services", ServiceKeys.Services, "What the project runs, by name.") { Elsewhere = ["processes", "procs", "apps", "tasks"] },
        new Key("policy", policy, "Which ports of this project may listen, and how far they may be reached."),
        new Key("accept", accept, "Findings of audit and lint that the project lives with."));
}
