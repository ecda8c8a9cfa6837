using System.Text.Json;
using Berth.Counterparts;
using Berth.EndToEnd.Tests.Services;

namespace Berth.EndToEnd.Tests.Shop;

/// <summary>One checkout of examples/shop, and its customers.</summary>
/// <param name="before">What goes before `berth`: who runs it.</param>
sealed class Counter(Yard yard, params IReadOnlyList<string> before)
{
    public string Folder { get; } = Copy(yard);

    public CommandResult Berth(params IReadOnlyList<string> words) => yard.Place.BerthIn(Folder, words, before);

    /// <summary>With exit code 0.</summary>
    public string Must(params IReadOnlyList<string> words)
    {
        var result = Berth(words);
        Assert.True(result.ExitCode == 0, $"berth {string.Join(' ', words)}: {result.ExitCode}\n{result.Output}\n{result.Error}\n{(words[0] == "up" ? Berth("logs").Output : "")}");
        return result.Output;
    }

    /// <summary>Where each service is, by its name.</summary>
    public IReadOnlyDictionary<string, Uri> Urls() => JsonDocument.Parse(Must("ps", "--json")).RootElement.GetProperty("projects")[0].GetProperty("services").EnumerateArray()
        .SelectMany(static service => service.GetProperty("endpoints").EnumerateArray().Select(endpoint => (Name: service.GetProperty("name").GetString()!, Url: endpoint.GetProperty("url").GetString()!)))
        .ToDictionary(static one => one.Name, static one => new Uri(one.Url));

    public void Order(string item) => Assert.Contains(item, yard.Place.Network.Must("curl", "-sS", "--max-time", "10", "-d", item, $"{Urls()["web"]}api/orders"));

    /// <summary>As the page gets them: the items, and whether they come from the database or the cache.</summary>
    public (string From, string Items) Orders()
    {
        var answer = JsonDocument.Parse(yard.Place.Network.Must("curl", "-sS", "--max-time", "10", $"{Urls()["web"]}api/orders")).RootElement;
        return (answer.GetProperty("from").GetString()!, string.Join(' ', answer.GetProperty("orders").EnumerateArray()));
    }

    static string Copy(Yard yard)
    {
        var folder = yard.Place.NewFolder();
        var shop = BerthProgram.InCheckout("examples", "shop");
        // As a clone has it: without what somebody's own run of it left there.
        foreach (var file in Directory.EnumerateFiles(shop, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(shop, file)).Where(static file => !file.StartsWith(".data", StringComparison.Ordinal)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(Path.Combine(shop, file), Path.Combine(folder, file));
        }
        return folder;
    }
}
