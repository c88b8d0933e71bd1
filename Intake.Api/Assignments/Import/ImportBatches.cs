namespace Intake.Api.Assignments.Import;

/// <summary>The rows of a file that are still to be taken up, a few at a time.</summary>
internal static class ImportBatches
{
    /// <summary>The rows that are not taken up yet; those before a fault come before the fault.</summary>
    /// <exception cref="UnreadableSheetException">After the last batch, unless rows are only counted.</exception>
    public static IEnumerable<IReadOnlyList<SheetRow>> Of(ImportRun run, string path, int size, bool isCounting = false)
    {
        using var rows = Sheet.Rows(path).GetEnumerator();
        UnreadableSheetException? fault = null;
        for (var isMore = true; isMore; )
        {
            var batch = new List<SheetRow>(size);
            while (batch.Count < size && (isMore = MoveOn(rows, ref fault)))
            {
                if (rows.Current.Number >= run.NextRow && !rows.Current.IsEmpty)
                {
                    batch.Add(rows.Current);
                }
            }
            if (batch.Count > 0)
            {
                yield return batch;
            }
        }
        if (fault is not null && !isCounting)
        {
            throw fault;
        }
    }

    private static bool MoveOn(IEnumerator<SheetRow> rows, ref UnreadableSheetException? fault)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (UnreadableSheetException e)
        {
            fault = e;
            return false;
        }
    }
}
