using Berth.Engine.Frameworks;
using Berth.Engine.Templates;
using Berth.Model.Addressing;

namespace Berth.Projects.Repository;

/// <summary>Where a command line listens, as its options and the framework's defaults tell. Reads, never runs.</summary>
static class StartCommand
{
    /// <param name="Offset">Where in the command the port or address stands.</param>
    /// <param name="IsImplied">The port is the framework's default.</param>
    /// <param name="IsAddressImplied">The address is.</param>
    public sealed record Listener(int Offset, Port? Port, InetAddress? Address, bool IsImplied, bool IsAddressImplied, bool IsForBrowsers, string Text)
    {
        /// <summary>Its program is a server that we know, or PORT was set for it.</summary>
        public bool IsKnown { get; init; }

        /// <summary>PORT as it is set before the command; whether the program heeds it may be in a file of its own (config/puma.rb).</summary>
        public Port? Assigned { get; init; }

        /// <summary>The variable that stands in place of the port, without a default: PORT of `-p $PORT`.</summary>
        public string? Variable { get; init; }

        /// <summary>The program takes PORT where nothing else tells it.</summary>
        public bool HeedsPort { get; init; }

        /// <summary>Whose configuration it reads: "vite", "vite preview"; null for a program that is not known.</summary>
        public string? Program { get; init; }
    }

    public static IEnumerable<Listener> Read(string command)
    {
        foreach (var words in CommandWords.Split(command))
            if (OfOne(words) is { } found) yield return found;
    }

    static Listener? OfOne(IReadOnlyList<CommandWord> words)
    {
        var (start, environmentPort) = (0, default(CommandWord?));
        for (; start < words.Count && CommandText.IsAssignment(words[start].Text); start++)
            if (words[start].Text.StartsWith("PORT=", StringComparison.Ordinal)) environmentPort = words[start];
        if (start < words.Count && words[start].Text is "cross-env" or "env" or "npx" or "bunx" or "exec")
            return OfOne([.. words.Take(start), .. words.Skip(start + 1)]);
        if (start < words.Count - 1 && words[start].Text is "pnpm" or "yarn" or "bun" or "poetry" or "uv" or "bundle" or "pipenv" && words[start + 1].Text is "exec" or "dlx" or "x" or "run")
            return Known(words, start + 2) is null ? null : OfOne([.. words.Take(start), .. words.Skip(start + 2)]);
        if (start >= words.Count) return null;

        var known = Known(words, start);
        var port = Option(words, start, known?.PortOptions ?? ["--port"]) ?? (environmentPort is { } given && (known is null || known.HeedsPort) ? Value(given, "PORT=".Length) : null);
        var host = Option(words, start, known?.HostOptions ?? ["--host"]);
        var bind = known is null ? null : Positional(words, start, known);
        port ??= bind?.Port;
        if (known is null && port is null && host is null) return null;
        var number = port is { } said && Port.TryParse(VariableText.Filled(said.Text), out var parsed) ? parsed : (Port?)null;
        var variable = number is null && port is { } waiting ? VariableText.Only(waiting.Text) : null;
        var address = host is { } at ? Address(at.Text) : bind?.Address;
        if (known is null && number is null && variable is null && address is not { IsWildcard: true }) return null;
        var isImplied = number is null && variable is null;
        if (isImplied) number = known is { Port: > 0 } ? new Port((ushort)known.Port) : null;
        var place = port?.Offset ?? host?.Offset ?? words[start].Offset;
        return new Listener(place, number, address ?? known?.Address, isImplied, address is null, known?.IsForBrowsers ?? environmentPort is not null,
            string.Join(' ', words.Where((word, i) => i >= start || word.Text.StartsWith("PORT=", StringComparison.Ordinal)).Select(static word => word.Text))) 
        {
            Variable = variable,
            HeedsPort = known?.HeedsPort == true,
            Program = known is null ? null : known.Verb == "preview" ? $"{known.Program} preview" : known.Program,
            IsKnown = known is not null || environmentPort is not null,
            Assigned = environmentPort is { } assigned && Port.TryParse(assigned.Text.AsSpan("PORT=".Length), out var set) ? set : null,
        };
    }

    static ServerCommand? Known(IReadOnlyList<CommandWord> words, int start) =>
        start < words.Count ? ServerCommand.Of([.. words.Skip(start).Select(static word => word.Text)]) : null;

    // --port 3000, --port=3000, -p 3000, -p3000; a lone --host means all addresses (vite and its kin).
    static CommandWord? Option(IReadOnlyList<CommandWord> words, int start, IReadOnlyList<string> names)
    {
        for (var i = start + 1; i < words.Count; i++)
            foreach (var name in names)
            {
                var word = words[i];
                if (word.Text.StartsWith($"{name}=", StringComparison.Ordinal)) return Value(word, name.Length + 1);
                if (word.Text == name)
                {
                    var next = i + 1 < words.Count && !words[i + 1].Text.StartsWith('-') ? words[i + 1] : (CommandWord?)null;
                    return next ?? new CommandWord("", word.Offset);
                }
                if (name.Length == 2 && word.Text.Length > 2 && word.Text.StartsWith(name, StringComparison.Ordinal) && char.IsAsciiDigit(word.Text[2])) return Value(word, 2);
            }
        return null;
    }

    static CommandWord Value(CommandWord word, int skip) => new(word.Text[skip..].Trim('"', '\''), word.Offset + skip);

    // "runserver 0.0.0.0:8000", "http.server 8000", "-S localhost:8000", "--bind 0.0.0.0:8000", "--urls http://*:5000".
    static (CommandWord? Port, InetAddress? Address)? Positional(IReadOnlyList<CommandWord> words, int start, ServerCommand known)
    {
        CommandWord? value = known.BindOptions.Count > 0 ? Option(words, start, known.BindOptions) : null;
        if (value is null && known.PortFollows is { } verb)
            for (var i = start; i + 1 < words.Count; i++)
                if (words[i].Text == verb && !words[i + 1].Text.StartsWith('-')) value = words[i + 1];
        if (value is not { } bind || bind.Text.Length == 0) return null;
        var text = bind.Text;
        var skip = text.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        // A variable may have a colon in it: 0.0.0.0:${PORT:-8000}.
        var colon = text.IndexOf(":$", StringComparison.Ordinal) is var dollar and >= 0 ? dollar : text.StartsWith('$') ? -1 : text.LastIndexOf(':');
        if (colon < 0 && text.StartsWith('$')) return (bind, null);
        if (colon < skip) return char.IsAsciiDigit(text[0]) && !text.Contains('.') ? (bind, null) : (null, Address(text));
        var length = colon + 1 < text.Length && text[colon + 1] == '$' ? text.Length - colon - 1 : text[(colon + 1)..].TakeWhile(char.IsAsciiDigit).Count();
        return (new CommandWord(text.Substring(colon + 1, length), bind.Offset + colon + 1), Address(text[skip..colon]));
    }

    /// <summary>Null for a name, such as localhost.</summary>
    public static InetAddress? Address(string text) => text.Trim('"', '\'') switch
    {
        "" or "*" or "+" or "true" => InetAddress.AnyV4,
        "localhost" => InetAddress.LoopbackV4,
        var other => InetAddress.TryParse(other, out var address) ? address : null,
    };
}
