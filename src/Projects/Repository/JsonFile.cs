using System.Text.Json;
using Berth.Projects.Files;

namespace Berth.Projects.Repository;

static class JsonFile
{
    const int LargestFile = 2 * 1024 * 1024;

    static readonly JsonDocumentOptions lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Null when there is none, it is too large, or it is no JSON.</summary>
    public static JsonDocument? Read(string path)
    {
        try
        {
            return ForeignFile.Read(path, LargestFile).Text is { Length: > 0 } text ? JsonDocument.Parse(text, lenient) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
