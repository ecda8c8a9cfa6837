namespace Berth.Projects.Repository;

/// <summary>A file's text that knows its lines.</summary>
/// <param name="path">Relative, with '/'.</param>
sealed class SourceText(string path, string text)
{
    readonly int[] starts = Starts(text);

    public string Path => path;
    public string Text => text;
    public string Name => System.IO.Path.GetFileName(path);
    public string Folder => System.IO.Path.GetDirectoryName(path)!.Replace('\\', '/');

    /// <summary>Lines without their ends, with the offset at which each begins.</summary>
    public IEnumerable<(string Line, int Offset)> Lines()
    {
        for (var i = 0; i < starts.Length; i++)
        {
            var end = i + 1 < starts.Length ? starts[i + 1] : text.Length;
            yield return (text[starts[i]..end].TrimEnd('\r', '\n'), starts[i]);
        }
    }

    /// <summary>Both from 1.</summary>
    public (int Line, int Column) PlaceOf(int offset)
    {
        var at = Array.BinarySearch(starts, offset);
        var line = at >= 0 ? at : ~at - 1;
        return (line + 1, offset - starts[line] + 1);
    }

    static int[] Starts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\n' && i + 1 < text.Length) starts.Add(i + 1);
        return [.. starts];
    }
}
