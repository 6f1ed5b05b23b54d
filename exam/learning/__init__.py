"""What a past tells: results folded into drills, reviews, confusions, progress and readiness."""
