namespace Berth.Counterparts;

/// <summary>A folder of the test's own, readable by every user, gone when the test is over.</summary>
public sealed class TemporaryFolder : IDisposable
{
    const UnixFileMode OpenToAll = (UnixFileMode)0b111_101_101;

    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory("berth-test-").FullName;
        File.SetUnixFileMode(Path, OpenToAll);
    }

    public string Path { get; }

    public string At(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
