using System.Runtime.CompilerServices;

namespace Shared.Contracts.Cases.Documents;

/// <summary>A value that tells who complains or reports, and what stands in its place for others.</summary>
public readonly record struct Personal(string? Text, string? Masked)
{
    /// <summary>This value, or plain words where it is not known.</summary>
    public Personal Or(string words) => string.IsNullOrWhiteSpace(Text) ? new Personal(words, null) : this;
}

/// <summary>
/// The words of a part, written as an interpolated text: values of <see cref="Personal"/> keep being told apart from the
/// words around them.
/// </summary>
[InterpolatedStringHandler]
public sealed class Words
{
    private readonly List<DocumentRun> runs = [];

    /// <summary>Called by the compiler, which knows how many pieces there are.</summary>
    public Words(int literalLength, int formattedCount)
    {
        _ = literalLength;
        runs.EnsureCapacity((2 * formattedCount) + 1);
    }

    public IReadOnlyList<DocumentRun> Runs => runs;

    public static implicit operator Words(string? text)
    {
        var words = new Words(0, 0);
        words.AppendFormatted(text);
        return words;
    }

    public void AppendLiteral(string text) => AppendFormatted(text);

    public void AppendFormatted(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }
        if (runs is [.., { Masked: null } last])
        {
            runs[^1] = new DocumentRun(last.Text + text);
        }
        else
        {
            runs.Add(new DocumentRun(text));
        }
    }

    public void AppendFormatted<T>(T value) => AppendFormatted(value?.ToString());

    public void AppendFormatted(Personal value)
    {
        if (value.Masked is null)
        {
            AppendFormatted(value.Text);
        }
        else
        {
            runs.Add(new DocumentRun(value.Text!, value.Masked));
        }
    }
}
