using System.Text;
using System.Text.Json;

namespace Berth.Projects.Repository;

/// <summary>Every scalar of a JSON file with the path of names that leads to it and its place. Comments and trailing commas are let pass.</summary>
static class JsonStrings
{
    /// <param name="Path">Names joined with '/'; items of a list have their index.</param>
    /// <param name="Offset">Of the value's first character in the text, inside the quotes.</param>
    public readonly record struct Value(string Path, string Text, int Offset);

    /// <summary>What stands before the first mistake, for a file that is not JSON.</summary>
    public static IReadOnlyList<Value> Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var values = new List<Value>();
        try
        {
            Walk(bytes, values);
        }
        catch (JsonException)
        {
            // Lint says what it understood; the file's own tool complains about the rest.
        }
        return values;
    }

    static void Walk(byte[] bytes, List<Value> values)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var path = new Stack<(string Name, int Index)>();
        var (name, bytesDone, charsDone) = ("", 0, 0);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName: name = reader.GetString()!; break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    path.Push((Step(), reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                    name = "";
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray: path.Pop(); break;
                default:
                    var at = (int)reader.TokenStartIndex;
                    charsDone += Encoding.UTF8.GetCharCount(bytes, bytesDone, at - bytesDone);
                    bytesDone = at;
                    var isText = reader.TokenType == JsonTokenType.String;
                    var value = isText ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
                    values.Add(new Value(string.Join('/', path.Reverse().Select(static step => step.Name).Append(Step()).Where(static step => step.Length > 0)), value, charsDone + (isText ? 1 : 0)));
                    break;
            }
        }

        // In a list the name of a value is its index.
        string Step()
        {
            if (path.Count == 0 || path.Peek().Index < 0) return name;
            var (own, index) = path.Pop();
            path.Push((own, index + 1));
            return index.ToString();
        }
    }
}
