using System.Text.Json;

namespace Berth.Projects.Repository;

static class JsonFile
{
    const long LargestFile = 2 * 1024 * 1024;

    static readonly JsonDocumentOptions lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Null when there is none, it is too large, or it is no JSON.</summary>
    public static JsonDocument? Read(string path)
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).Length is > 0 and <= LargestFile ? JsonDocument.Parse(File.ReadAllText(path), lenient) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
