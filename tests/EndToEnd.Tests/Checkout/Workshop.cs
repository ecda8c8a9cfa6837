using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Checkout;

/// <summary>
/// A checkout with `./berth` and hardly a source, and a machine that has only the programs named here. Its `dotnet` is a script: it
/// writes down what it is asked to publish, fails as a case says, and else makes a program that tells its kind.
/// </summary>
sealed class Workshop : IDisposable
{
    static readonly string[] always =
    [
        "sh", "dirname", "readlink", "find", "mkdir", "mktemp", "cat", "cp", "mv", "rm", "sleep", "chmod", "grep", "basename", "tr", "cut",
    ];

    const string Dotnet = """
        #!/bin/sh
        here=$(dirname "$0")/..
        case $1 in
          --version) echo 10.0.100; exit ;;
          publish) ;;
          *) exit 1 ;;
        esac
        project=$(basename "$2" .csproj)
        kind=plain into= before=
        for word; do
          case $word in
            -p:PublishAot=true) kind=native ;;
            -p:PublishReadyToRun=true) kind=fast ;;
          esac
          [ "$before" = -o ] && into=$word
          before=$word
        done
        echo "$kind $project" >>"$here/asked"
        if [ -e "$here/fails-$kind" ]; then cat "$here/fails-$kind"; exit 1; fi
        name=berth
        [ "$project" = Cli ] || name=berthd
        printf '#!/bin/sh\necho %s\n' "$kind" >"$into/$name"
        chmod 755 "$into/$name"
        [ "$kind" = native ] || : >"$into/$name.dll"
        """;

    readonly TemporaryFolder folder = new();

    /// <param name="tools">What there is beside the shell's tools and dotnet, such as gcc.</param>
    public Workshop(params IReadOnlyList<string> tools)
    {
        Directory.CreateDirectory(folder.At("checkout", "src"));
        File.Copy(BerthProgram.InCheckout("berth"), folder.At("checkout", "berth"));
        foreach (var file in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json"])
            File.WriteAllText(folder.At("checkout", file), "");
        Directory.CreateDirectory(folder.At("bin"));
        foreach (var tool in always) File.CreateSymbolicLink(folder.At("bin", tool), $"/usr/bin/{tool}");
        WriteProgram("dotnet", Dotnet);
        foreach (var tool in tools) WriteProgram(tool, "#!/bin/sh\n");
    }

    /// <summary>What was published, in order: "native Cli".</summary>
    public IReadOnlyList<string> Asked => File.Exists(folder.At("asked")) ? File.ReadAllLines(folder.At("asked")) : [];

    public IEnumerable<string> Built =>
        Directory.GetFiles(folder.At("checkout", "artifacts", "berth"))
            .Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal);

    /// <summary>From now on whatever is published so ends with these words.</summary>
    /// <param name="kind">native, fast or plain.</param>
    public void Fail(string kind, string words) => File.WriteAllText(folder.At($"fails-{kind}"), words + "\n");

    public void Remove(string tool) => File.Delete(folder.At("bin", tool));

    public CommandResult Berth(params IReadOnlyList<string> arguments) =>
        Command.Run(
            ["/usr/bin/env", "-i", $"PATH={folder.At("bin")}", $"HOME={folder.Path}", folder.At("checkout", "berth"), .. arguments]);

    void WriteProgram(string name, string text)
    {
        File.WriteAllText(folder.At("bin", name), text);
        File.SetUnixFileMode(folder.At("bin", name), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    public void Dispose() => folder.Dispose();
}
