using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Serialization;
using Berth.Linux.Files;
using Berth.Model.Addressing;

namespace Berth.Localhost;

/// <summary>
/// Which checkout has which address. An address follows from the folder's path; the book is there so that two never share one.
/// Whoever asks holds the lock of <see cref="StateLock"/>.
/// </summary>
/// <param name="folder">Where the book is kept.</param>
[SupportedOSPlatform("linux")]
sealed class AddressBook(string folder)
{
    const int MostBytes = 16 * 1024 * 1024;

    string File => Path.Combine(folder, "addresses.json");

    /// <summary>The address of a checkout, given to it now if it has none; null with the reason.</summary>
    /// <param name="inUse">Addresses of runs, also of folders that are gone.</param>
    public InetAddress? AddressOf(string root, IReadOnlySet<string> inUse, out string? problem)
    {
        if (Read(out problem) is not { } book) return null;
        if (book.TryGetValue(root, out var known) && Parse(known) is { } kept) return kept;

        var taken = new HashSet<string>(inUse);
        foreach (var (other, address) in book)
        {
            if (Directory.Exists(other) || inUse.Contains(address)) taken.Add(address);
            else book.Remove(other); // its address may be given again
        }
        var attempt = 0;
        InetAddress given;
        do given = OwnAddress.Candidate(root, attempt++);
        while (taken.Contains(given.ToString()));
        book[root] = given.ToString();
        try
        {
            OwnFile.Write(File, JsonSerializer.SerializeToUtf8Bytes(new Page(1, book), AddressBookJson.Default.Page));
            return given;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = $"{File} cannot be written: {error.Message}";
            return null;
        }
    }

    /// <summary>The checkout that has an address; null when none has, or the book cannot be read.</summary>
    public string? RootOf(InetAddress address) => Read(out _)?.FirstOrDefault(entry => entry.Value == address.ToString()).Key;

    /// <summary>The address of a checkout that has one; needs no lock.</summary>
    public InetAddress? Known(string root) => Read(out _)?.GetValueOrDefault(root) is { } text ? Parse(text) : null;

    Dictionary<string, string>? Read(out string? problem)
    {
        problem = null;
        try
        {
            var content = OwnFile.Read(File, MostBytes);
            if (content.IsMissing) return new(StringComparer.Ordinal);
            if (content.Bytes is not { } bytes)
            {
                problem = $"{File} {content.Reason}. Move it away, and every project gets an address again.";
                return null;
            }
            if (JsonSerializer.Deserialize(bytes, AddressBookJson.Default.Page) is { Version: 1, Addresses: { } known }) return new(known, StringComparer.Ordinal);
            problem = $"{File} is not an address book of this version. Move it away, and every project gets an address again.";
        }
        catch (JsonException)
        {
            problem = $"{File} is damaged. Move it away, and every project gets an address again.";
        }
        return null;
    }

    static InetAddress? Parse(string text) => InetAddress.TryParse(text, out var address) && OwnAddress.IsOne(address) ? address : null;

    internal sealed record Page(int Version, Dictionary<string, string>? Addresses);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(AddressBook.Page))]
sealed partial class AddressBookJson : JsonSerializerContext;
