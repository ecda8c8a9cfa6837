using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Firewall;
using Berth.Linux.ProcFs;
using Berth.Linux.Programs;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;

namespace Berth.Probes.Linux.Firewall;

/// <summary>
/// Reads the packet filter of this network namespace. The kernel is asked first whether there is any table: a machine without
/// rules pays for no program. Tables of iptables' own rules come from iptables-save, since nft's JSON leaves their contents out.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class FirewallReader(ProcDirectory proc)
{
    const string Remedy = "run with sudo to read them";
    const string Install = "install the package nftables";

    /// <summary>The rules of the network namespace that this very thread is in.</summary>
    public Known<FirewallRules> Read() => Look(out var found) ?? ReadTables(found);

    /// <summary>Looks whether there are rules, and begins to read them beside the caller: what it gives waits for the answer.</summary>
    public Func<Known<FirewallRules>> Start()
    {
        if (Look(out var found) is { } known) return () => known;
        var reading = Task.Run(() => ReadTables(found));
        return () => reading.GetAwaiter().GetResult();
    }

    sealed record Tables(bool HasNft, string[] Legacy4, string[] Legacy6, bool IsLegacyDenied);

    // Null: there are tables to read.
    Known<FirewallRules>? Look(out Tables found)
    {
        found = new Tables(false, [], [], false);
        var count = NftTables.Count(out var error);
        if (count < 0 && error.IsDenied) return Known.Hidden<FirewallRules>($"firewall rules are hidden from this user: {Remedy}");
        // No nf_tables in the kernel: no such rules.
        var legacy4 = LegacyTables("thread-self/net/ip_tables_names\0"u8, out var denied4);
        var legacy6 = LegacyTables("thread-self/net/ip6_tables_names\0"u8, out var denied6);
        if (count <= 0 && legacy4.Length == 0 && legacy6.Length == 0 && !denied4 && !denied6) return Known.Observed(FirewallRules.None);
        found = new Tables(count > 0, legacy4, legacy6, denied4 || denied6);
        return null;
    }

    // Only what the kernel lists already: the legacy program would make the tables that it is asked for.
    string[] LegacyTables(ReadOnlySpan<byte> path, out bool isDenied)
    {
        var buffer = new byte[4096];
        var length = proc.ReadAt(path, buffer, out var error);
        isDenied = length < 0 && error.IsDenied;
        return length <= 0 ? [] : Encoding.ASCII.GetString(buffer, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    static Known<FirewallRules> ReadTables(Tables found)
    {
        var gaps = new List<string>();
        var tables = new List<FirewallTable>();
        var listings = new List<FirewallListing>();
        IReadOnlyList<string> dormant = [];
        if (found.IsLegacyDenied) gaps.Add($"tables of legacy iptables cannot be read: {Remedy}");
        if (found.HasNft)
        {
            var listing = SystemProgram.Begin("nft", ["-a", "list", "ruleset"]);
            var json = SystemProgram.Run("nft", ["-j", "list", "ruleset"]);
            var texts = listing.GetAwaiter().GetResult();
            if (json.IsMissing) return Known.Hidden<FirewallRules>($"there are firewall rules, and nft to read them is not installed: {Install}");
            if (json.Problem is { } problem) return Known.Hidden<FirewallRules>($"the firewall rules could not be read: {problem}");
            var read = NftListing.Read(texts.Text);
            if (NftRuleset.Read(json.Bytes, read, out problem) is not { } rules) return Known.Hidden<FirewallRules>($"the firewall rules could not be read: {problem}");
            gaps.AddRange(rules.Gaps);
            dormant = rules.Dormant;
            foreach (var table in rules.Tables) AddTable(table, read, tables, listings, gaps);
        }
        AddLegacy("iptables-legacy-save", InetFamily.V4, found.Legacy4, tables, listings, gaps);
        AddLegacy("ip6tables-legacy-save", InetFamily.V6, found.Legacy6, tables, listings, gaps);
        return Known.Observed(new FirewallRules(tables) { Gaps = gaps, Listings = listings, Dormant = dormant });
    }

    static void AddTable(FirewallTable table, NftListing texts, List<FirewallTable> tables, List<FirewallListing> listings, List<string> gaps)
    {
        if (table.Dialect == FirewallDialect.IptablesNft && table.Family is TableFamily.Ip or TableFamily.Ip6)
        {
            var isV4 = table.Family == TableFamily.Ip;
            var saved = SystemProgram.Run(isV4 ? "iptables-nft-save" : "ip6tables-nft-save", ["-t", table.Name]);
            var text = saved.Text;
            var unread = new List<string>();
            if (saved.Problem is null && IptablesSave.IsWhole(text)
                && IptablesSave.Read(text, isV4 ? InetFamily.V4 : InetFamily.V6, FirewallDialect.IptablesNft, unread) is [var read] && read.Chains.Count >= table.Chains.Count)
            {
                tables.Add(read);
                gaps.AddRange(unread);
                listings.Add(new FirewallListing(FirewallDialect.IptablesNft, table.Family, table.Name, text));
                return;
            }
        }
        // What JSON does not tell stays unknown in it.
        tables.Add(table);
        if (texts.Table(table.Family, table.Name) is { } listing) listings.Add(new FirewallListing(FirewallDialect.Nft, table.Family, table.Name, listing));
    }

    // iptables-legacy-save leaves out `! -i +`, so that a rule which matches nothing looks like one that matches all; the listing shows it.
    static bool HidesInterface(string saver, string table) =>
        SystemProgram.Run(saver[..^"-save".Length], ["-t", table, "-L", "-v", "-n", "-x"]) is { Problem: null } listing && listing.Text.Contains(" !+ ", StringComparison.Ordinal);

    static void AddLegacy(string program, InetFamily family, string[] names, List<FirewallTable> tables, List<FirewallListing> listings, List<string> gaps)
    {
        foreach (var name in names)
        {
            if (name.StartsWith('-')) continue;
            var saved = SystemProgram.Run(program, ["-t", name]);
            var text = saved.Text;
            if (saved.Problem is { } problem) gaps.Add($"the {name} table of legacy iptables could not be read: {problem}");
            else if (!IptablesSave.IsWhole(text)) gaps.Add($"the {name} table of legacy iptables was listed in part only");
            else
            {
                tables.AddRange(IptablesSave.Read(text, family, FirewallDialect.IptablesLegacy, gaps));
                if (HidesInterface(program, name)) gaps.Add($"a rule of the {name} table of legacy iptables is for no interface (`! -i +`), and {program} prints it as one for all");
                listings.Add(new FirewallListing(FirewallDialect.IptablesLegacy, family == InetFamily.V4 ? TableFamily.Ip : TableFamily.Ip6, name, text));
            }
        }
    }
}
