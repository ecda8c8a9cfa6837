using Berth.Model.Knowledge;

namespace Berth.Cli.Rendering;

/// <summary>What a table shows of one fact: a text that is safe to show, and how it is known.</summary>
readonly record struct Cell(string Text, How How, Paint Paint);
