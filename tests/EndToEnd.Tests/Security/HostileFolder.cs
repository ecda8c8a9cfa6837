using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Security;

/// <summary>Folders of an ordinary user, each with one thing in it that is not what its name says.</summary>
static class HostileFolder
{
    public const int Owner = 65534;

    /// <summary>What the folders may not give away: the beginning of a file that is root's alone.</summary>
    public const string Secret = "root:not-for-others:0";

    public static IReadOnlyList<(string Name, Action<string> Make)> All { get; } =
    [
        ("zero in .git", folder => File.WriteAllText($"{folder}/.git", "gitdir: a\0b")),
        (".git without an end", folder => File.WriteAllText($"{folder}/.git", "gitdir: " + new string('x', 1 << 20))),
        (".git leads to itself", folder => File.WriteAllText($"{folder}/.git", "gitdir: .git")),
        (".git is a pipe", folder => Pipe($"{folder}/.git")),
        (".git is a device", folder => File.CreateSymbolicLink($"{folder}/.git", "/dev/ptmx")),
        ("HEAD is a pipe", folder => Pipe(Inside($"{folder}/.git", "HEAD"))),
        ("HEAD has no end", folder => File.CreateSymbolicLink(Inside($"{folder}/.git", "HEAD"), "/dev/zero")),
        ("HEAD is a secret", folder => File.CreateSymbolicLink(Inside($"{folder}/.git", "HEAD"), SecretBeside(folder))),
        ("berth.yaml is a pipe", folder => Pipe($"{folder}/berth.yaml")),
        ("berth.yaml leads to a pipe", folder => { Pipe($"{folder}/pipe"); File.CreateSymbolicLink($"{folder}/berth.yaml", "pipe"); }),
        ("berth.yaml has no end", folder => File.CreateSymbolicLink($"{folder}/berth.yaml", "/dev/zero")),
        ("berth.yaml is a secret", folder => File.CreateSymbolicLink($"{folder}/berth.yaml", SecretBeside(folder))),
        ("berth.yaml is a folder", folder => Directory.CreateDirectory($"{folder}/berth.yaml")),
        ("berth.yaml is no YAML", folder => File.WriteAllText($"{folder}/berth.yaml", "policy: {\0\x1b[31m: [")),
        ("package.json has no end", folder => File.CreateSymbolicLink($"{folder}/package.json", "/dev/zero")),
        ("package.json is a pipe", folder => Pipe($"{folder}/package.json")),
    ];

    /// <summary>Makes it, the owner's own; the secret beside it stays root's.</summary>
    public static string Make(string above, int number)
    {
        var folder = $"{above}/{number}";
        Directory.CreateDirectory(folder);
        All[number].Make(folder);
        Command.Must("chown", "-hR", $"{Owner}", folder);
        return folder;
    }

    static string SecretBeside(string folder)
    {
        var path = Path.Combine(Path.GetDirectoryName(folder)!, "secret");
        File.WriteAllText(path, $"{Secret}:::\nref: refs/heads/{Secret}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    static string Inside(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        return $"{folder}/{name}";
    }

    static void Pipe(string path) => Command.Must("mkfifo", path);
}
