namespace Berth.Projects;

/// <summary>
/// The one rule for names of projects, services and ports: small letters, digits, - and _, at most 63, and a letter or digit first. They
/// become variables and hosts.
/// </summary>
public static class LegalName
{
    public const int Longest = 63;

    public static bool Is(string name) => name.Length is > 0 and <= Longest && IsPlain(name[0]) && name.All(static character => IsPlain(character) || character is '-' or '_');

    /// <summary>A folder's name as a name; "project" where nothing is left of it.</summary>
    public static string Of(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).ToLowerInvariant();
        var slug = string.Concat(name.Select(static character => IsPlain(character) || character is '-' or '_' ? character : '-')).Trim('-', '_');
        return slug.Length == 0 ? "project" : slug[..Math.Min(slug.Length, Longest)];
    }

    static bool IsPlain(char character) => char.IsAsciiDigit(character) || char.IsAsciiLetterLower(character);
}
