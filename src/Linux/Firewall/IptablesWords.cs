using System.Text;

namespace Berth.Linux.Firewall;

/// <summary>Splits a line of iptables-save: words between spaces, "quoted ones" with \" and \\ inside (xtables_save_string).</summary>
static class IptablesWords
{
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool quoted = false, started = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && quoted && i + 1 < line.Length) word.Append(line[++i]);
            else if (c == '"') (quoted, started) = (!quoted, true);
            else if (c is ' ' or '\t' && !quoted)
            {
                if (started || word.Length > 0) words.Add(word.ToString());
                word.Clear();
                started = false;
            }
            else word.Append(c);
        }
        if (started || word.Length > 0) words.Add(word.ToString());
        return words;
    }
}
