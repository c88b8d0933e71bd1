namespace Integration.Harness;

/// <summary>The last lines a process has written; older ones are forgotten. Safe to use from several threads.</summary>
internal sealed class OutputTail
{
    private const int LineLimit = 2_000;
    private const int LengthLimit = 4_000;

    private readonly Queue<string> lines = new();
    private readonly Lock gate = new();

    public void Add(string line)
    {
        lock (gate)
        {
            lines.Enqueue(line.Length > LengthLimit ? line[..LengthLimit] + " …" : line);
            if (lines.Count > LineLimit)
            {
                lines.Dequeue();
            }
        }
    }

    /// <summary>The last lines, at most as many as asked for.</summary>
    public string Last(int count)
    {
        lock (gate)
        {
            return string.Join('\n', lines.TakeLast(count));
        }
    }

    public override string ToString() => Last(LineLimit);
}
