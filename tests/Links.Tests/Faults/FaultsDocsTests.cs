using System.Text;
using Berth.Links.Faults;
using Berth.Links.Profiles;
using Berth.Links.Specs;
using Berth.Links.Units;
using Berth.Worlds;

namespace Berth.Links.Tests.Faults;

public class FaultsDocsTests
{
    [Fact]
    public void The_docs_list_every_fault_and_profile_in_its_own_words() => GeneratedPage.Check("faults.md", Page());

    [Fact]
    public void The_examples_of_the_docs_are_read()
    {
        foreach (var (text, _) in examples) Assert.Null(FaultText.Parse(text).Refusal);
    }

    static readonly (string Text, string Meaning)[] examples =
    [
        ("latency=200ms jitter=50ms", "answers come 150 to 250 ms later"),
        ("latency=100ms direction=both", "the round trip is 200 ms longer"),
        ("bandwidth=1mbit latency=30ms", "a slow line, and a long one"),
        ("reset after=64KB share=10%", "a tenth of the connections is cut, after exactly 64,000 bytes of either direction"),
        ("loss=2% burst=4", "packets are lost, four in a row in the mean"),
        ("fail-first=3", "the first three connections are cut, all later ones pass"),
        ("stall after=5s", "after five seconds nothing moves any more, until the fault is taken away"),
    ];

    static string Page()
    {
        var page = new StringBuilder("""
            # Faults of links

            What can be done to a [link](links.md), made from the faults themselves by a test: `BERTH_UPDATE_GOLDEN=1 ./test Links`
            writes this page anew.

            A fault is written as its kind and parameters; several follow each other. A unit is always said: `200ms`, `1mbit` (bits),
            `125KB/s` (bytes), `64KB` (1,000 bytes each), `64KiB` (1,024), `2%`.

            | example | means |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (text, meaning) in examples) page.Append($"| `{text}` | {meaning} |\n");
        page.Append("\nEvery fault takes, beside its own parameters:\n\n| parameter | value | what it is |\n|---|---|---|\n");
        foreach (var (name, unit, text) in FaultText.Common) page.Append($"| `{name}` | {Cell(unit)} | {text} |\n");
        page.Append("""

            Faults meet the bytes in the order in which they were added. They come, change and go while connections are open: what is on
            its way is neither lost nor reordered, and what a fault held back goes on at once when it is taken away. Chance follows from
            the link's seed and name, the number of the connection, the direction and the fault's name: the n-th connection meets the
            same fate at each run. What depends on chunks (latency's jitter, slicer) is the same as long as the same chunks are read;
            what depends on places in the stream (limit, corrupt, loss, after) is the same in any case.

            """.ReplaceLineEndings("\n"));
        foreach (var kind in FaultCatalogue.All) Describe(kind, page);
        page.Append("\n## Lines\n\nFaults for what a line is like, and who says so. A round trip is halved between the directions.\n\n");
        page.Append("| name | what it is | faults | from |\n|---|---|---|---|\n");
        foreach (var profile in ProfileCatalogue.All)
            page.Append($"| `{profile.Name}` | {profile.Text} | `{string.Join(' ', profile.Faults)}` | {profile.Source} |\n");
        return page.Append("""

            ## A new fault

            1. One file in `src/Links/Faults`: a `FaultKind` with its parameters, and a `StreamFault` that answers what becomes of the
               chunk in front: it passes, now or at a moment; a part of it passes; it is held, dropped; the connection ends.
               `SlowCloseFault.cs` has 24 lines, `LatencyFault.cs` also works on datagrams.
            2. One line in `FaultCatalogue`. Text, JSON, this page and the help follow.
            3. Its dialogues in `tests/Links.Tests/Flow/StreamDialogueTests.cs`, a line each: what is sent, what is heard, on virtual time.

            A fault is a pure function: time is told to it, random numbers are handed to it, and it owns no thread, timer or socket.

            """.ReplaceLineEndings("\n")).ToString();
    }

    static void Describe(FaultKind kind, StringBuilder page)
    {
        page.Append($"\n## {kind.Name}\n\n{kind.Text} {Works(kind)}\n");
        if (kind.Parameters.Count == 0) return;
        page.Append("\n| parameter | value | default | what it is |\n|---|---|---|---|\n");
        foreach (var parameter in kind.Parameters)
        {
            var fallback = parameter.DefaultText is { Length: > 0 } text ? $"`{text}`" : parameter.IsRequired ? "has to be given" : "none";
            page.Append($"| `{parameter.Name}` | {Cell(parameter.Unit)} | {fallback} | {parameter.Text} |\n");
        }
    }

    static string Works(FaultKind kind)
    {
        var carriers = kind.Carriers switch { Carriers.Tcp => "TCP", Carriers.Udp => "UDP", _ => "TCP and UDP" };
        return kind.IsOfOpening ? $"{carriers}; when a connection comes." : $"{carriers}; {kind.Usual.Name()} unless a direction is said.";
    }

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
