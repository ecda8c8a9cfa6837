using System.Text.RegularExpressions;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Faults;

/// <summary>A process may choose its name, arguments, folder and socket's path: none of it reaches a terminal as it is, in no output, and all of it comes back from JSON.</summary>
public sealed partial class HostileNameTests : IDisposable
{
    static readonly string[] outputs =
    [
        "ls --columns all", "ls --columns all --no-trunc", "ls --columns all --plain", "ls --columns all --csv", "ls --columns all --json", "ls --columns all --jsonl",
        "ls -a --columns all", "ls --unix --columns all", "ls --unix --columns all --csv", "explain 3000", "explain 3000 --more", "explain 3000 --json", "free 3000 --dry-run",
        "doctor 3000", "audit --no-probe", "audit --no-probe --json", "audit --no-probe --sarif",
    ];

    readonly NetworkNamespace net = new();

    public static TheoryData<string> Names => ["\u001b[31mx", "\u001b]0;title\u0007x", "a\nb", "a\tb\rc", "\u009b31mx", "a\u202eb\u2066c", "a\u200bb\u0301", "back\b\b\bx", "-rf", "'; x $(x) `x`", "\"a\",b", "<b>&amp;", "\u007fx"];

    [Theory, MemberData(nameof(Names))]
    public void A_name_is_shown_and_obeyed_by_nothing(string name)
    {
        var folder = net.Home.At($"folder {name.Replace('/', '_')}");
        Directory.CreateDirectory(Path.Combine(folder, ".git"));
        File.WriteAllText(Path.Combine(folder, ".git", "HEAD"), $"ref: refs/heads/{name}\n");
        using var server = net.StartIn(folder, Python.Path, "-c", Python.Prelude + """
            import ctypes
            ctypes.CDLL(None).prctl(15, sys.argv[1].encode())
            s = listen('0.0.0.0', 3000); u = socket.socket(socket.AF_UNIX); u.bind(sys.argv[1] + '.sock'); u.listen()
            c = socket.create_connection(('127.0.0.1', 3000))
            ready(); wait()
            """, name);
        foreach (var words in Rounds.Sample(outputs, 4))
        {
            var seen = net.Run(PseudoTerminal.Answering([], [BerthProgram.Path, .. words.Split(' ')])).Output;
            Assert.NotEqual("", seen);
            // Colours are Berth's own, and end a line of a terminal with \r\n.
            foreach (var character in Colour().Replace(seen, "").Replace("\r\n", "\n", StringComparison.Ordinal))
                Assert.False(IsHarmful(character), $"{words}: U+{(int)character:X4} in {seen}");
        }
        var row = BerthProgram.OnlyRow(net, "3000");
        Assert.Equal([folder], row.Texts("directory"));
        Assert.EndsWith(Python.Path, row.Texts("command")[0]!.Split(' ')[0], StringComparison.Ordinal);
    }

    // --plain has tabs between its fields; a tab of a name is escaped there, as the number of fields shows elsewhere.
    static bool IsHarmful(char character) => (char.IsControl(character) && character is not ('\n' or '\t')) || character is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069';

    [GeneratedRegex(@"\u001b\[[0-9;]*m(?!x)")]
    private static partial Regex Colour();

    public void Dispose() => net.Dispose();
}
