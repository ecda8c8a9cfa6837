namespace Berth.Worlds;

/// <summary>Pages below docs/ that are made from definitions: `BERTH_UPDATE_GOLDEN=1 ./test` writes them anew.</summary>
public static class GeneratedPage
{
    public static void Check(string name, string expected)
    {
        var path = Path.Combine(Checkout(), "docs", name);
        if (Environment.GetEnvironmentVariable("BERTH_UPDATE_GOLDEN") == "1") File.WriteAllText(path, expected);
        Assert.Equal(expected, File.ReadAllText(path));
    }

    public static string Root() => Checkout();

    static string Checkout()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Berth.slnx"))) return folder;
        throw new InvalidOperationException("this test runs from a build inside the checkout");
    }
}
