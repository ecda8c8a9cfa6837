namespace Berth.Architecture.Tests;

public class PurityTests
{
    // What reads or changes the world, or brings in time and chance.
    static readonly string[] impure =
    [
        "System.IO", "System.Net", "System.Diagnostics", "System.Threading", "Microsoft.Win32", "File.", "Directory.", "Environment.", "Console.",
        "DateTime.", "TimeProvider", "Random", "Process.Start", "Socket(", "Thread(", "Task.Run",
    ];

    // Reading an embedded table is no I/O of the machine; parsing an address or a path touches nothing.
    static readonly string[] innocent = ["System.IO.UnmanagedMemoryStream", "using System.IO.Hashing;", "using System.Net;", "using System.Net.Sockets;", "System.IO.Path.", "System.Net.WebUtility.", "System.Diagnostics.CodeAnalysis", "System.IO;"];

    // The one room of Protocols with sockets.
    const string Dialling = "/Protocols/Dialling/";

    [Theory]
    [InlineData("Model")]
    [InlineData("Engine")]
    [InlineData("Protocols")]
    [InlineData("Audit")]
    public void A_pure_layer_takes_values_and_gives_values(string project)
    {
        foreach (var path in Checkout.Sources(project).Where(static path => !path.Contains(Dialling, StringComparison.Ordinal)))
        {
            foreach (var line in File.ReadLines(path))
            {
                var code = line.Trim();
                if (code.StartsWith("//", StringComparison.Ordinal) || innocent.Any(code.Contains)) continue;
                var text = string.Concat(code.Split('"').Where((_, i) => i % 2 == 0)); // what stands in quotes is speech
                foreach (var word in impure)
                    Assert.False(UsesWord(text, word), $"{Path.GetRelativePath(Checkout.Root, path)} uses {word} in: {code}");
            }
        }
    }

    static bool UsesWord(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] == '.'));
    }
}
