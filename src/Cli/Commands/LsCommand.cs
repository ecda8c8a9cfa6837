using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Listing;
using Berth.Cli.Hosting;
using Berth.Engine.Filters;

namespace Berth.Cli.Commands;

/// <summary>`berth ls`: the sockets that match, as a table or as data.</summary>
static class LsCommand
{
    const string Help = "List listeners (or connections, bound ports, unix sockets) with their owners";

    const string Examples = """
        Examples:
          berth ls                                  every listener
          berth ls 3000-3999 owner=node             conditions side by side are all required
          berth ls "reach>=lan" --json              who is open to the network, for a program
          berth ls -a port=5432                     connections too, each with both its ends
          berth ls --probe "reach>=lan"              what they really speak: "http nginx 1.22.1"
          berth ls --columns port,owner,+uptime --sort -uptime

        A filter is a port, a range, an address, a name, or field=value; fields are the columns, and `berth fields` lists them.
        An empty answer is no error.
        """;

    /// <summary>Whether words that name no command are a filter: a bare word or sentence is not, it is something to explain.</summary>
    public static bool Understands(string[] words) =>
        Array.Exists(words, static word => word.AsSpan().ContainsAny("=<>~") || Amounts.IsRange(word)) && FilterParser.Parse(words).Succeeded(out _, out _);

    /// <summary>The same as with no option given, without building the options: a sixth of the time of a plain `berth`.</summary>
    public static int RunPlain(string[] words, CommandContext context) => new ListingRun(context).Run(new ListRequest { Words = words });

    public static Command Create(CommandContext context)
    {
        var words = new Argument<string[]>("filter") { Arity = ArgumentArity.ZeroOrMore, HelpName = "filter", Description = "What to list: 3000, 3000-3999, owner=node, \"reach>=lan\"" };
        words.CompletionSources.Add(Completions.Filters);
        var all = new Option<bool>("--all", "-a") { Description = "Connections and bound ports too" };
        var bound = new Option<bool>("--bound") { Description = "Ports that are held without listening" };
        var unix = new Option<bool>("--unix") { Description = "Unix sockets" };
        var tcpInfo = new Option<bool>("--tcp-info") { Description = "Connections with what the kernel measures: round trip, retransmits, bytes" };
        var probe = new Option<bool>("--probe") { Description = "Ask each listener what it speaks: a few bounded connections to this machine, read-only" };
        var netns = new Option<string?>("--netns") { Description = "\"all\": look into every network namespace", HelpName = "all" };
        var sort = new Option<string?>("--sort") { Description = "Order by fields, '-' turns one round: -uptime,port", HelpName = "fields" };
        var columns = new Option<string?>("--columns") { Description = "Fields to show; '+' adds one to the usual ones; \"all\"", HelpName = "fields" };
        var noTrunc = new Option<bool>("--no-trunc") { Description = "Never cut a cell or leave out a column" };
        var json = new Option<bool>("--json") { Description = "One JSON document" };
        var jsonl = new Option<bool>("--jsonl") { Description = "One JSON object per line" };
        var csv = new Option<bool>("--csv") { Description = "Comma-separated values (RFC 4180)" };
        var plain = new Option<bool>("--plain") { Description = "Tab-separated, one line per row" };
        var noHeader = new Option<bool>("--no-header") { Description = "Without the line of headings" };
        var via = new Option<string?>("--via") { Description = "How to read: netlink or procnet; bpf, cgroup or walk", HelpName = "ways" };
        columns.CompletionSources.Add(Completions.FieldList);
        sort.CompletionSources.Add(Completions.FieldList);
        via.CompletionSources.Add("netlink", "procnet", "bpf", "cgroup", "walk");
        netns.CompletionSources.Add("all");

        var command = new Command("ls", Help)
        {
            words, all, bound, unix, tcpInfo, probe, netns, sort, columns, noTrunc, json, jsonl, csv, plain, noHeader, via,
        };
        command.SetAction(parsed => new ListingRun(context).Run(new ListRequest
        {
            Words = parsed.GetValue(words) ?? [],
            All = parsed.GetValue(all),
            Bound = parsed.GetValue(bound),
            Unix = parsed.GetValue(unix),
            TcpInfo = parsed.GetValue(tcpInfo),
            Probe = parsed.GetValue(probe),
            Namespaces = parsed.GetValue(netns),
            Sort = parsed.GetValue(sort),
            Columns = parsed.GetValue(columns),
            NoTruncation = parsed.GetValue(noTrunc),
            Header = !parsed.GetValue(noHeader),
            Via = parsed.GetValue(via),
            Format = Formats.One(parsed.GetValue(json), parsed.GetValue(jsonl), parsed.GetValue(csv), parsed.GetValue(plain)),
        }));
        return command.WithExamples(Examples);
    }
}
