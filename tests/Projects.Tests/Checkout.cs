namespace Berth.Projects.Tests;

/// <summary>Files of the checkout that hold what a test expects: BERTH_UPDATE_GOLDEN=1 writes them anew; read what changed.</summary>
static class Checkout
{
    public static string Root { get; } = Find();

    public static bool IsUpdating => Environment.GetEnvironmentVariable("BERTH_UPDATE_GOLDEN") == "1";

    public static void Check(string path, string actual)
    {
        path = Path.Combine(Root, path);
        if (IsUpdating) File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path), actual);
    }

    static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Berth.slnx"))) return folder;
        throw new InvalidOperationException("this test runs from a build inside the checkout");
    }
}
