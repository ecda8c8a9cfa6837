using System.Runtime.CompilerServices;
using System.Text;
using Berth.Engine.Explain;
using Berth.Engine.Listing;
using Berth.Engine.Targets;
using Berth.Model.Knowledge;

namespace Berth.Engine.Tests.Explain;

/// <summary>The whole answer to each scene, as text and as facts. BERTH_UPDATE_GOLDEN=1 rewrites the files: read what changed.</summary>
public class GoldenTests
{
    public static TheoryData<string> Names => [.. Scenes.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_answer_reads_as_agreed(string scene)
    {
        var (question, machine) = Scenes.All[scene];
        var explanation = Explainer.Explain(TargetParser.Parse(question).Target!, machine(), new ExplainOptions { Directory = "/home/ada/shop/web" });
        Compare($"{scene}.txt", Text(question, explanation));
        Compare($"{scene}.facts", Facts(explanation));
    }

    [Fact]
    public void No_golden_file_is_left_without_its_scene() =>
        Assert.Empty(Directory.GetFiles(Folder()).Select(Path.GetFileNameWithoutExtension).Except(Scenes.All.Keys));

    static void Compare(string file, string actual)
    {
        var path = Path.Combine(Folder(), file);
        if (Environment.GetEnvironmentVariable("BERTH_UPDATE_GOLDEN") == "1") File.WriteAllText(path, actual);
        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual);
    }

    static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden");

    static string Text(string question, Explanation explanation)
    {
        var text = new StringBuilder($"$ berth explain '{question}'\n").Append(Mark(explanation.Headline)).Append('\n');
        Write(text, explanation.Sections);
        foreach (var action in explanation.Actions) text.Append($"\n> {action.Command}\n    {action.Why}");
        if (explanation.Actions.Count != 0) text.Append('\n');
        if (explanation.Lessons.Count != 0) text.Append("\n---- more ----\n");
        Write(text, explanation.Lessons);
        return text.ToString();
    }

    static void Write(StringBuilder text, IReadOnlyList<Section> sections)
    {
        foreach (var section in sections)
        {
            text.Append($"\n{section.Title}\n");
            foreach (var line in section.Lines) text.Append($"  {(line.IsWarning ? "! " : "")}{Mark(line)}\n");
        }
    }

    static string Mark(Line line) => line.How == How.Observed ? line.Text : $"{line.Text}   <{line.How.ToString().ToLowerInvariant()}: {line.Reason}>";

    static string Facts(Explanation explanation)
    {
        var text = new StringBuilder($"found: {(explanation.IsFound ? "true" : "false")}\n");
        Write(text, explanation.Facts, "");
        return text.ToString();
    }

    static void Write(StringBuilder text, IReadOnlyList<Fact> facts, string indent)
    {
        foreach (var fact in facts)
        {
            var known = fact.Value.How == How.Observed ? "" : $"   <{fact.Value.How.ToString().ToLowerInvariant()}: {fact.Value.Reason}>";
            text.Append($"{indent}{fact.Key}: {Value(fact.Value)}{known}\n");
            foreach (var item in fact.Items ?? [])
            {
                text.Append($"{indent}-\n");
                Write(text, item.Facts, indent + "  ");
            }
        }
    }

    static string Value(FieldValue value) => value.Kind switch
    {
        FieldValueKind.Flag => value.Number == 1 ? "true" : "false",
        FieldValueKind.Number => value.Number.ToString(),
        FieldValueKind.Text => value.Text!,
        _ => "",
    };
}
