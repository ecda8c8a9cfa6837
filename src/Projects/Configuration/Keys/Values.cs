using Berth.Projects.Configuration.Shapes;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Keys;

/// <summary>The kinds of values that several keys take.</summary>
static class Values
{
    public const string NamePattern = "^[a-z0-9][a-z0-9_-]{0,62}$";
    public const string NameRule = "a name has small letters, digits, - and _, and begins with a letter or digit";
    const string VariablePattern = "^[A-Za-z_][A-Za-z0-9_]*$";

    public static readonly Shape Text = new ScalarShape("one value", ScalarKind.Any);
    public static readonly Shape Flag = new ScalarShape("true or false", ScalarKind.Boolean);
    public static readonly Shape Name = new ScalarShape("a name of small letters, digits, - and _ that begins with a letter or digit", ScalarKind.Text | ScalarKind.Integer) { Pattern = NamePattern, Least = 0 };
    public static readonly Shape Path = new ScalarShape("a path", ScalarKind.Text | ScalarKind.Integer) { Pattern = "^[^\\x00]+$" };
    public static readonly Shape Variable = new ScalarShape("a name of a variable: letters, digits and _", ScalarKind.Text) { Pattern = VariablePattern };

    public static readonly Shape Duration = new ScalarShape("a time such as 500ms, 10s, 2m or 1h; a plain number means seconds", ScalarKind.Text | ScalarKind.Number)
    {
        Pattern = "^[0-9]{1,6}([.][0-9]{1,3})?(ms|s|m|h)?$", Least = 0, Most = 999_999,
    };

    public static readonly Shape Port = new ScalarShape("a port from 1 to 65535", ScalarKind.Integer) { Least = 1, Most = 65535 };

    public static readonly Shape PortOrAuto = new ScalarShape("a port from 1 to 65535, or auto", ScalarKind.Integer | ScalarKind.Text) { Words = ["auto"], Least = 1, Most = 65535 };

    public static readonly Shape Command = new EitherShape("a command, or a list of its words",
        new ScalarShape("a command", ScalarKind.Any) { Pattern = "[^ \\t\\r\\n]" }, new ListShape("a list of words", Text) { NeedsOne = true });

    public static readonly Shape Environment = new NamesShape("`NAME: value` lines", VariablePattern, "a variable has letters, digits and _, and does not begin with a digit", Text) { LetsBeEmpty = true };

    static readonly Shape environmentFile = new EitherShape("a path, or `path:` and `required:`", Path, new MapShape(
        new Key("path", Path, "The file, relative to the folder of berth.yaml.") { IsRequired = true },
        new Key("required", Flag, "Whether a missing file is an error; true when left out.")));

    public static readonly Shape EnvironmentFiles = ListOf("a path, or a list of paths", environmentFile);

    /// <summary>A list, or the one item that would be in it.</summary>
    public static Shape ListOf(string expected, Shape item) => new EitherShape(expected, new ListShape(expected, item), item);

    public static Shape Words(params string[] words) => new ScalarShape($"one of {string.Join(", ", words)}", ScalarKind.Text) { Words = words };
}
